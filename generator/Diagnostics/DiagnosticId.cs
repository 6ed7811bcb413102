namespace CnnGen.Generator.Diagnostics;

/// <summary>
/// Everything that can be said about a network; the number is the one in <c>CNN1001</c>. 1xxx declaration, 2xxx shapes,
/// 3xxx hyper-parameters, 4xxx code size and performance. A number is never used again for something else.
/// </summary>
internal enum DiagnosticId
{
    NotPartial = 1001,
    NoLayers = 1002,
    NoLoss = 1003,
    LayerAfterLoss = 1004,
    NotAClass = 1005,
    Generic = 1006,
    LayerOnAnotherPart = 1007,
    NameTaken = 1008,
    ActivationBehindActivation = 1009,
    ScoresSqueezed = 1010,
    ScoresCutOff = 1011,
    NoEffect = 1012,
    LanguageTooOld = 1013,
    RuntimeDoesNotFit = 1014,
    NoConstructor = 1015,
    NeedsImage = 2001,
    NeedsFlatten = 2002,
    KernelTooLarge = 2003,
    PoolTooLarge = 2004,
    LossNeedsVector = 2005,
    TooLarge = 2006,
    TooManyParameters = 2007,
    TooManyValues = 2008,
    PoolDropsInput = 2009,
    StrideSkipsInput = 2010,
    LossNeedsOneScore = 2011,
    NeedsSignal = 2012,
    NotPositive = 3001,
    NegativePadding = 3002,
    OneScore = 3003,
    NotOptimized = 4001,
    WideLayer = 4002,
    OverBudget = 4003,
}
