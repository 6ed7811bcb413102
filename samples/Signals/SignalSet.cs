using CnnGen;

namespace Signals;

/// <summary>Signals to learn from, and others to be tested on.</summary>
internal sealed record SignalSet(LabelledSignals Train, LabelledSignals Test)
{
    /// <summary>Reads <c>NAME_TRAIN.ts</c> and <c>NAME_TEST.ts</c>, as the UCR archive calls them.</summary>
    /// <exception cref="InvalidDataException">Their signals have another size, or more or fewer classes.</exception>
    public static SignalSet Read(string folder, string name, int size, int classCount)
    {
        return new(ReadPart("TRAIN"), ReadPart("TEST"));

        LabelledSignals ReadPart(string part)
        {
            string path = Path.Combine(folder, $"{name}_{part}.ts");
            LabelledSignals signals = SignalFile.Read(path);
            return (signals.Size, signals.ClassCount) == (size, classCount) ? signals : throw new InvalidDataException(
                $"{path}: expected signals of {size} values in {classCount} classes, but found {signals.Size} values in "
                + $"{signals.ClassCount} classes.");
        }
    }

    /// <summary>The profiles of the first digits of MNIST.</summary>
    public static SignalSet Digits(string folder)
    {
        (IdxDataset train, IdxDataset test) = Idx.OpenFolder(folder);
        return new(DigitProfiles.Of(train, 10_000), DigitProfiles.Of(test, 2_000));
    }
}
