using CnnGen.Kernels;
using CnnGen.Numerics;

namespace CnnGen.Runtime.Tests.Kernels;

/// <summary>
/// A 3×3 convolution of stride 1 with bias on one block of random values: as Winograd's kernels compute it, and as sums
/// in double precision. All tensors lie as [sample][channel][row][column].
/// </summary>
internal sealed class ConvolutionUnderTest
{
    private const int Kernel = 3;
    private const float Guard = 12345;
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;
    private readonly int _filters;
    private readonly int _padding;
    private readonly int _outHeight;
    private readonly int _outWidth;
    private readonly float[] _input;
    private readonly float[] _outGradient;
    private readonly float[] _weight;
    private readonly float[] _bias;

    public ConvolutionUnderTest(int channels, int height, int width, int filters, int padding)
    {
        (_channels, _height, _width, _filters, _padding) = (channels, height, width, filters, padding);
        (_outHeight, _outWidth) = (height + (2 * padding) - 2, width + (2 * padding) - 2);
        var random = new Random(1);
        _input = Draw(random, MicroBatch.Samples * channels * height * width);
        _outGradient = Draw(random, MicroBatch.Samples * filters * _outHeight * _outWidth);
        _weight = Draw(random, filters * channels * Kernel * Kernel);
        _bias = Draw(random, filters);
    }

    public sealed record Results(float[] Output, float[] InputGradient, float[] WeightGradient);

    /// <summary>Runs the kernels in memory with guards behind it.</summary>
    public Results Run<V>(int rows, int columns)
        where V : struct, ILanes<V>
    {
        // A vector between channels, as a layout may leave it; kernels are to pass it by.
        int plane = (_height * _width) + 1, outPlane = (_outHeight * _outWidth) + 1;
        var forward = new WinogradShape(_channels, _height, _width, plane, _channels * plane, _padding, _filters, _outHeight, _outWidth, outPlane, _filters * outPlane);
        var backward = new WinogradShape(_filters, _outHeight, _outWidth, outPlane, _filters * outPlane, 2 - _padding, _channels, _height, _width, plane, _channels * plane);
        float[] input = ToLanes<V>(_input, _channels, _height * _width), output = Memory(MicroBatch.Samples * _filters * outPlane);
        float[] outGradient = ToLanes<V>(_outGradient, _filters, _outHeight * _outWidth), inputGradient = Memory(MicroBatch.Samples * _channels * plane);
        float[] packed = Memory(16 * Whole(_filters, 4) * _channels), packedBack = Memory(16 * Whole(_channels, 4) * _filters);
        float[] scratch = Memory(V.Count * (32 + (64 * (_channels + Whole(_filters, 4)))));
        float[] scratchBack = Memory(V.Count * (32 + (64 * (_filters + Whole(_channels, 4)))));
        int tiles = (16 * rows * columns) + 1;
        float[] sums = Memory(
            (16 * Whole(_filters, 4) * Whole(_channels, 16)) + (16 * tiles * (Whole(_filters, 16) + Whole(_channels, 16)))
            + (256 * ((2 * rows) + 2) * ((2 * columns) + 2)));
        float[] gradient = Memory(_weight.Length);
        Array.Clear(gradient, 0, _weight.Length);

        WinogradWeights.PackForward(ref _weight[0], _filters, _channels, ref packed[0]);
        WinogradWeights.PackInputGradient(ref _weight[0], _filters, _channels, ref packedBack[0]);
        WinogradCorrelation.Forward<V, NoActivation>(forward, ref input[0], ref packed[0], ref _bias[0], ref scratch[0], ref output[0]);
        WinogradCorrelation.InputGradient<V, NoActivation>(
            backward, ref outGradient[0], ref packedBack[0], ref inputGradient[0], ref scratchBack[0], ref inputGradient[0]);
        WinogradWeightGradient.Add<V>(forward, rows, columns, ref input[0], ref outGradient[0], ref sums[0], ref gradient[0]);

        foreach (float[] memory in new[] { output, inputGradient, packed, packedBack, scratch, scratchBack, sums, gradient })
        {
            Assert.Equal(Guard, memory[^1]);
        }

        return new Results(
            FromLanes<V>(output, _filters, _outHeight * _outWidth),
            FromLanes<V>(inputGradient, _channels, _height * _width),
            gradient[..^1]);
    }

    /// <summary>Runs the kernels of one sample on the first one, in memory with guards behind it.</summary>
    /// <param name="stripe">Tiles that are transformed at a time.</param>
    /// <param name="pools">Whether the largest of each 2×2 results is wanted, and not the results.</param>
    public float[] RunSample<V>(int stripe, bool pools)
        where V : struct, ILanes<V>
    {
        // Zeros around the image, and what would be read of a border that is too small shows.
        int column = Whole(_channels, 16), outColumn = Whole(_filters, 16), pairs = Whole(_filters, 32);
        int rows = _height + (2 * _padding) + (_outHeight % 2), columns = _width + (2 * _padding) + (_outWidth % 2);
        int height = pools ? _outHeight / 2 : _outHeight, width = pools ? _outWidth / 2 : _outWidth;
        float[] input = new float[rows * columns * column], output = Memory(height * width * outColumn);
        for (int i = 0; i < _channels * _height * _width; i++)
        {
            int y = (i / _width % _height) + _padding, x = (i % _width) + _padding;
            input[(((y * columns) + x) * column) + (i / _width / _height)] = _input[i];
        }

        float[] bias = new float[outColumn], packed = Memory(16 * pairs * _channels), scratch = Memory(16 * ((stripe * (column + pairs)) + 32));
        _bias.CopyTo(bias, 0);
        var shape = new WinogradSampleShape(
            _channels, columns * column, column, _filters, _outHeight, _outWidth, width * outColumn, outColumn, stripe);
        WinogradWeights.PackSample<V>(ref _weight[0], _filters, _channels, ref packed[0]);
        if (pools)
        {
            WinogradSample.ForwardPooled<V, ReLUActivation>(shape, ref input[0], ref packed[0], ref bias[0], ref scratch[0], ref output[0]);
        }
        else
        {
            WinogradSample.Forward<V, NoActivation>(shape, ref input[0], ref packed[0], ref bias[0], ref scratch[0], ref output[0]);
        }

        foreach (float[] memory in new[] { packed, scratch, output })
        {
            Assert.Equal(Guard, memory[^1]);
        }

        return
        [
            .. from filter in Enumerable.Range(0, _filters)
               from position in Enumerable.Range(0, height * width)
               select output[(position * outColumn) + filter],
        ];
    }

    /// <summary>The largest of each 2×2 of the first sample's results, rectified.</summary>
    public float[] Pooled(float[] output) =>
    [
        .. from filter in Enumerable.Range(0, _filters)
           from row in Enumerable.Range(0, _outHeight / 2)
           from column in Enumerable.Range(0, _outWidth / 2)
           let at = (((filter * _outHeight) + (2 * row)) * _outWidth) + (2 * column)
           select new[] { 0, output[at], output[at + 1], output[at + _outWidth], output[at + _outWidth + 1] }.Max(),
    ];

    public bool IsEven => _outHeight % 2 == 0 && _outWidth % 2 == 0;

    public double[] Forward()
    {
        double[] output = new double[_outGradient.Length];
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = _bias[i / (_outHeight * _outWidth) % _filters];
        }

        ForEachProduct((inputAt, weightAt, outputAt) => output[outputAt] += (double)_input[inputAt] * _weight[weightAt]);
        return output;
    }

    public double[] InputGradient()
    {
        double[] gradient = new double[_input.Length];
        ForEachProduct((inputAt, weightAt, outputAt) => gradient[inputAt] += (double)_outGradient[outputAt] * _weight[weightAt]);
        return gradient;
    }

    public double[] WeightGradient()
    {
        double[] gradient = new double[_weight.Length];
        ForEachProduct((inputAt, weightAt, outputAt) => gradient[weightAt] += (double)_outGradient[outputAt] * _input[inputAt]);
        return gradient;
    }

    private void ForEachProduct(Action<int, int, int> product)
    {
        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            for (int filter = 0; filter < _filters; filter++)
            {
                for (int channel = 0; channel < _channels; channel++)
                {
                    for (int at = 0; at < _outHeight * _outWidth * Kernel * Kernel; at++)
                    {
                        int tap = at % (Kernel * Kernel), position = at / (Kernel * Kernel);
                        int row = (position / _outWidth) + (tap / Kernel) - _padding;
                        int column = (position % _outWidth) + (tap % Kernel) - _padding;
                        if (row >= 0 && row < _height && column >= 0 && column < _width)
                        {
                            product(
                                (((((sample * _channels) + channel) * _height) + row) * _width) + column,
                                (((filter * _channels) + channel) * Kernel * Kernel) + tap,
                                (((sample * _filters) + filter) * _outHeight * _outWidth) + position);
                        }
                    }
                }
            }
        }
    }

    private static int Whole(int size, int unit) => (size + unit - 1) / unit * unit;

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static float[] Memory(int length)
    {
        float[] memory = new float[length + 1];
        Array.Fill(memory, Guard);
        return memory;
    }

    private static float[] ToLanes<V>(float[] values, int channels, int positions)
        where V : struct, ILanes<V>
    {
        float[] lanes = Memory(MicroBatch.Samples * channels * (positions + 1));
        for (int i = 0; i < values.Length; i++)
        {
            lanes[Lane<V>(i, channels, positions)] = values[i];
        }

        return lanes;
    }

    private static float[] FromLanes<V>(float[] lanes, int channels, int positions)
        where V : struct, ILanes<V> =>
        [.. Enumerable.Range(0, MicroBatch.Samples * channels * positions).Select(i => lanes[Lane<V>(i, channels, positions)])];

    private static int Lane<V>(int i, int channels, int positions)
        where V : struct, ILanes<V>
    {
        int position = i % positions, channel = i / positions % channels, sample = i / positions / channels;
        int vector = (((sample / V.Count * channels) + channel) * (positions + 1)) + position;
        return (vector * V.Count) + (sample % V.Count);
    }
}
