using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>The text of each diagnostic. A message shows the arithmetic and the way out.</summary>
internal static class Descriptors
{
    // In front of the descriptors, which enter themselves.
    private static readonly Dictionary<DiagnosticId, DiagnosticDescriptor> ById = [];

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CNN1001", "Network class is not partial", Declaration,
        "'{0}' must be partial: the code of network '{1}' is written into another part of it. Add the modifier 'partial'.");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "CNN1002", "Network has no layers", Declaration,
        "Network '{0}' has no layers. Write them as attributes below [Network], the loss as the last: for example [Flatten, FullyConnected(10), SoftmaxCrossEntropy].");

    public static readonly DiagnosticDescriptor NoLoss = Error(
        "CNN1003", "Network has no loss", Declaration,
        "Network '{0}' ends without a loss. Add one as the last attribute: [SoftmaxCrossEntropy] or [BinaryCrossEntropy] for classes, [MeanSquaredError] for numbers.");

    public static readonly DiagnosticDescriptor LayerAfterLoss = Error(
        "CNN1004", "Layer after the loss", Declaration,
        "{0} stands behind the loss {1}, which must be the last. {2}");

    public static readonly DiagnosticDescriptor NotAClass = Error(
        "CNN1005", "Network is not an ordinary class", Declaration,
        "Network '{0}' must be an ordinary class, but is {1}. {2}");

    public static readonly DiagnosticDescriptor Generic = Error(
        "CNN1006", "Network is generic", Declaration,
        "Network '{0}' must not be generic, nor stand inside a generic type, but is '{1}': its shapes and code are fixed. Move it out, or remove the type parameters.");

    public static readonly DiagnosticDescriptor LayerOnAnotherPart = Error(
        "CNN1007", "Layer on another part of the class", Declaration,
        "{0} stands on another part of '{1}' than [{2}]. The order of layers over several parts is undefined: write all layers below [{2}].");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "CNN1008", "Name of a generated member is taken", Declaration,
        "The generated part of network '{0}' adds a member '{1}', but {2}.");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "CNN1013", "Version of C# is too old", Declaration,
        "Network '{0}' is compiled as C# {1}, but the code that is generated for it needs C# {2} or later. Set <LangVersion>{2}</LangVersion> in this project, or remove LangVersion: .NET 9 and later bring a version that is new enough.");

    public static readonly DiagnosticDescriptor RuntimeDoesNotFit = Error(
        "CNN1014", "Runtime does not fit the generator", Declaration,
        "The code of network '{0}' cannot use the runtime that is referenced: {1}");

    public static readonly DiagnosticDescriptor NoConstructor = Error(
        "CNN1015", "Constructor cannot be generated", Declaration,
        "The generated part of network '{0}' has a constructor {0}(int seed), {1}");

    public static readonly DiagnosticDescriptor BiasBeforeNorm = Info(
        "CNN1016", "Bias in front of a batch normalisation", Declaration,
        "{0} adds a bias that {1} takes away again, since it subtracts the mean of each channel; the bias of {1} is learned in its place. Set Bias = false.");

    public static readonly DiagnosticDescriptor TooManyLayers = Error(
        "CNN1017", "Too many layers", Declaration,
        "{0} brings network '{1}' to {2}, but at most {3} can be compiled. {4}");

    public static readonly DiagnosticDescriptor NotALayer = Warning(
        "CNN1018", "Attribute among the layers is no layer", Declaration,
        "{0} stands among the layers of '{1}', but is no layer of CnnGen, and has no effect on it: layers are those that come with CnnGen. Remove it, or move it in front of [{2}] if it is meant for something else.");

    public static readonly DiagnosticDescriptor LayersOfNothing = Warning(
        "CNN1019", "Layers of a class that is no network", Declaration,
        "'{0}' has layers, but no [Network] and no [Block], so that nothing comes of them. Write [Network(1, 28, 28)], say, the shape of a sample, in front of them; or [Block], if networks are to use them.");

    public static readonly DiagnosticDescriptor NotABlock = Error(
        "CNN1020", "Used class is not a block", Declaration,
        "{0} needs a class that bears [Block], but {1}. {2}");

    public static readonly DiagnosticDescriptor BlockContainsItself = Error(
        "CNN1021", "Block contains itself", Declaration,
        "Block '{0}' contains itself: {1}. Its layers would have no end: remove one of these uses.");

    public static readonly DiagnosticDescriptor CannotBeABlock = Error(
        "CNN1022", "Block is a network or has a loss", Declaration,
        "'{0}' cannot be a block: {1}. {2}");

    public static readonly DiagnosticDescriptor EmptyBlock = Error(
        "CNN1023", "Block has no layers", Declaration,
        "Block '{0}' has no layers. Write them as attributes below [Block]: for example [Conv2D(6, 5), ReLU, MaxPool2D(2)].");

    public static readonly DiagnosticDescriptor BlockNameDoesNotFit = Error(
        "CNN1024", "Name of a block does not fit", Declaration,
        "{0} cannot be called '{1}': {2}");

    public static readonly DiagnosticDescriptor TooFewBranches = Error(
        "CNN1030", "Concat has less than two branches", Declaration,
        "{0} puts the channels of several blocks beside each other, but names {1}. Name two or more: for example Concat(typeof(Narrow), typeof(Wide)).");

    public static readonly DiagnosticDescriptor ActivationBehindActivation = Warning(
        "CNN1009", "Activation behind an activation", Declaration,
        "{0} stands behind {1}, and nothing between them learns: {2}");

    public static readonly DiagnosticDescriptor ScoresSqueezed = Warning(
        "CNN1010", "Activation squeezes the scores of the loss", Declaration,
        "{0} squeezes the scores into {1}, but {2} makes probabilities of scores itself: no probability could rise above {3} %, nor the loss fall below {4}. Remove {0}.");

    public static readonly DiagnosticDescriptor ScoresCutOff = Warning(
        "CNN1011", "ReLU cuts off the scores of the loss", Declaration,
        "{0} makes 0 of each score below 0 that {1} is to read, and of its gradient: a sample whose scores are all cut off has {2} % for each class, and teaches nothing. Remove {0}.");

    public static readonly DiagnosticDescriptor NoEffect = Info(
        "CNN1012", "Layer without effect", Declaration,
        "{0} has no effect: {1}. Remove it.");

    public static readonly DiagnosticDescriptor NeedsImage = Error(
        "CNN2001", "Layer needs an image", Shape,
        "{0} needs an image (channels×height×width), but its input here is {1}{2}. {3}");

    public static readonly DiagnosticDescriptor NeedsFlatten = Error(
        "CNN2002", "Fully connected layer needs a vector", Shape,
        "{0} needs a vector, but its input here is {1}{2}. Put Flatten in front of it: {1} = {3} inputs.");

    public static readonly DiagnosticDescriptor KernelTooLarge = Error(
        "CNN2003", "Kernel is larger than its input", Shape,
        "{0} needs an input of at least {1}, but its input here is {2}{3}. {4}");

    public static readonly DiagnosticDescriptor PoolTooLarge = Error(
        "CNN2004", "Pool is larger than its input", Shape,
        "{0} needs an input of at least {1}, but its input here is {2}{3}. {4}");

    public static readonly DiagnosticDescriptor LossNeedsVector = Error(
        "CNN2005", "Loss needs a vector", Shape,
        "{0} needs a vector of scores, but its input here is {1}{2}. Put {3} in front of it.");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "CNN2006", "Layer output is too large", Shape,
        "{0} would be {1} values a sample; at most {2} can be held. {3}");

    public static readonly DiagnosticDescriptor TooManyParameters = Error(
        "CNN2007", "Too many parameters", Shape,
        "{0} has {1} parameters at an input of {2}{3}, and brings network '{4}' to {5}; at most {6} can be held. Use fewer outputs or filters, or pooling before it.");

    public static readonly DiagnosticDescriptor TooManyValues = Error(
        "CNN2008", "Too many values between the layers", Shape,
        "{0} gives {1} = {2} values{3}, and brings network '{4}' to {5} values a sample; at most {6} can be held. Use fewer filters, a larger stride, or pooling before it.");

    public static readonly DiagnosticDescriptor PoolDropsInput = Info(
        "CNN2009", "Pooling drops rows or columns", Shape,
        "{0} drops {1} of {2}{3}. {4}");

    public static readonly DiagnosticDescriptor StrideSkipsInput = Info(
        "CNN2010", "Convolution skips rows or columns", Shape,
        "{0} never reads {1} of {2}{3}. {4}");

    public static readonly DiagnosticDescriptor LossNeedsOneScore = Error(
        "CNN2011", "Loss needs one score", Shape,
        "{0} needs exactly one score, but its input here is a vector of {1}{2}. Put FullyConnected(1) in front of it to tell two classes apart, use SoftmaxCrossEntropy where one of {1} classes is right, or [Sigmoid, MeanSquaredError] where several of {1} labels may be.");

    public static readonly DiagnosticDescriptor NeedsSignal = Error(
        "CNN2012", "Layer needs a signal", Shape,
        "{0} needs a signal (channels×length), but its input here is {1}{2}. {3}");

    public static readonly DiagnosticDescriptor SummandsDiffer = Error(
        "CNN2020", "Summands have different shapes", Shape,
        "{0} adds what has the same shape, but {1} gives {2}{3}, and {4} {5}{6}. {7}");

    public static readonly DiagnosticDescriptor BranchesDiffer = Error(
        "CNN2021", "Branches do not fit beside each other", Shape,
        "{0} needs branches that differ in channels alone, but {1} gives {2}{3}, and {4} gives {5}{6}. {7}");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        "CNN2022", "Groups do not divide channels or filters", Shape,
        "{0} has {1} groups, but {2}. {3}");

    public static readonly DiagnosticDescriptor HeadDoesNotFit = Error(
        "CNN2023", "Head does not fit the loss", Shape,
        "{0} tells classes apart by softmax, as the network does, but {1}. {2}");

    public static readonly DiagnosticDescriptor NotPositive = Error(
        "CNN3001", "Size is not positive", HyperParameter,
        "{0}: {1} must be at least 1, but is {2}. Use 1 or more.");

    public static readonly DiagnosticDescriptor NegativePadding = Error(
        "CNN3002", "Padding is negative", HyperParameter,
        "{0}: {1} must be at least 0, but is {2}. Use 0 or more.");

    public static readonly DiagnosticDescriptor OneScore = Warning(
        "CNN3003", "One output with softmax", HyperParameter,
        "{0} has a single score here: its probability is always 1 and the loss always 0, so that nothing is learned. Use one output for each class, two at least, or BinaryCrossEntropy.");

    public static readonly DiagnosticDescriptor CoefficientCount = Error(
        "CNN3005", "Coefficients do not fit the kernel", HyperParameter,
        "{0} has {1}, but {2}. {3}");

    public static readonly DiagnosticDescriptor CoefficientNotFinite = Error(
        "CNN3006", "Coefficient is not finite", HyperParameter,
        "{0}: coefficient {1} is {2}{3}. Use numbers from -3.4E+38 to 3.4E+38.");

    public static readonly DiagnosticDescriptor NoCoefficient = Error(
        "CNN3007", "All coefficients are zero", HyperParameter,
        "{0}: all coefficients are zero, and so would be all that the filter gives. Use at least one other, or remove the filter.");

    public static readonly DiagnosticDescriptor UnknownKernel = Error(
        "CNN3008", "Kernel has no such name", HyperParameter,
        "{0}: there is no FilterKernel with the number {1}. Use {2}, or coefficients of your own.");

    public static readonly DiagnosticDescriptor PoolPaddingTooWide = Error(
        "CNN3009", "Padding is wider than half the pool", HyperParameter,
        "{0}: Padding must be at most half of the pool of {1}, but is {2}: windows at the edge could hold nothing but padding. Use {3}.");

    public static readonly DiagnosticDescriptor SlopeOutOfRange = Error(
        "CNN3010", "Slope is out of range", HyperParameter,
        "{0}: slope must be a number from 0 to 3.4E+38, but is {1}. Use 0.01, say; 0 is ReLU.");

    public static readonly DiagnosticDescriptor SmoothingOutOfRange = Error(
        "CNN3011", "Label smoothing is out of range", HyperParameter,
        "{0}: LabelSmoothing must be a number from 0 to less than 1, but is {1}. Use 0.1, say; 0 leaves labels as they are.");

    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        "CNN3012", "Dropout rate is out of range", HyperParameter,
        "{0}: rate must be a number from 0 to less than 1, but is {1}. Use 0.5, say: the part of the values that is dropped.");

    public static readonly DiagnosticDescriptor NormOutOfRange = Error(
        "CNN3013", "Local response normalisation is out of range", HyperParameter,
        "{0}: {1} must be {2}, but is {3}.");

    public static readonly DiagnosticDescriptor NormalizationOutOfRange = Error(
        "CNN3014", "Normalisation is out of range", HyperParameter,
        "{0}: {1} must be {2}, but is {3}.");

    public static readonly DiagnosticDescriptor WeightOutOfRange = Error(
        "CNN3015", "Weight of a head is out of range", HyperParameter,
        "{0}: Weight must be a number above 0, up to 3.4E+38, but is {1}. Use 0.3, say: by how much the loss of the head counts beside that of the network.");

    public static readonly DiagnosticDescriptor TooManyRepetitions = Error(
        "CNN3020", "Too many repetitions", HyperParameter,
        "{0}: Repeat must be at most {2}, but is {1}. Each repetition has code and weights of its own: use {2} or less.");

    public static readonly DiagnosticDescriptor NotOptimized = Warning(
        "CNN4001", "Network is compiled without optimization", Performance,
        "Network '{0}' is compiled without optimization, and trains some fifty times slower than it could. Build with -c Release, or set <Optimize>true</Optimize> in this project.");

    public static readonly DiagnosticDescriptor WideLayer = Warning(
        "CNN4002", "Fully connected layer on a large image", Performance,
        "{0} has {1} parameters, {2} % of the network's, since it reads {3} = {4} values. Make the image smaller before it: behind one more {5} it would have {6}.");

    public static readonly DiagnosticDescriptor OverBudget = Error(
        "CNN4003", "Network is over its budget", Performance,
        "Network '{0}' {1}, but {2} is {3}: {4}. {5}");

    public static readonly DiagnosticDescriptor WeightsOfNoNetwork = Error(
        "CNN5001", "Weights of no network", Weights,
        "'{0}' is to be embedded as the weights of network '{1}', but {2}. Write the full name of a class that bears [Network] into its item: <CnnGenWeights Include=\"{0}\" Network=\"MyApp.LeNet5\" />.");

    public static readonly DiagnosticDescriptor WeightsOfAnotherNetwork = Warning(
        "CNN5002", "Weights of another network", Weights,
        "'{0}' does not hold the weights of network '{1}', so that LoadEmbedded will throw: {2}. Save the network's weights to it again, or embed another file.");

    public static readonly DiagnosticDescriptor Fault = Error(
        "CNN9001", "Fault of the generator", Generator,
        "No code can be written for network '{0}', by a fault of CnnGen ({1}). Please report it with the declaration: {2}");

    private const string Declaration = "CnnGen.Declaration";
    private const string Shape = "CnnGen.Shape";
    private const string HyperParameter = "CnnGen.HyperParameter";
    private const string Performance = "CnnGen.Performance";
    private const string Weights = "CnnGen.Weights";
    private const string Generator = "CnnGen.Generator";

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Of(DiagnosticId id) => ById[id];

    // Where an error is, no code is written: were it hidden, only what then misses the code would be reported.
    private static DiagnosticDescriptor Error(string id, string title, string category, string message) =>
        Create(id, title, category, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Warning(string id, string title, string category, string message) =>
        Create(id, title, category, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string category, string message) =>
        Create(id, title, category, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(
        string id, string title, string category, string message, DiagnosticSeverity severity, params string[] tags)
    {
        var descriptor = new DiagnosticDescriptor(
            id,
            title,
            message,
            category,
            severity,
            isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/{id}.md",
            customTags: tags);
        ById.Add((DiagnosticId)int.Parse(id.Substring(3), System.Globalization.CultureInfo.InvariantCulture), descriptor);
        return descriptor;
    }
}
