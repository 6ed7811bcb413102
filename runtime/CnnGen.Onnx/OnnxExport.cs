using CnnGen.Files;
using CnnGen.Networks;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Format;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;
using Google.Protobuf;
using static CnnGen.Onnx.Format.TypeProto.Types;
using DataType = CnnGen.Onnx.Format.TensorProto.Types.DataType;
using Dimension = CnnGen.Onnx.Format.TensorShapeProto.Types.Dimension;

namespace CnnGen;

/// <summary>Writes networks as ONNX models, which ONNX Runtime and others run.</summary>
public static class OnnxExport
{
    /// <summary>Versions of the operators, and of the format that goes with each and with later ones.</summary>
    private static readonly (int Operators, int Format)[] Formats = [(13, 7), (15, 8), (19, 9), (21, 10), (23, 11)];

    // A message of Protocol Buffers has at most 2 GiB. Names and nodes take far less than is left here.
    private const long MostParameterBytes = int.MaxValue - (64L << 20);

    /// <summary>
    /// Writes an ONNX model (operator set 13; 17 where it has a layer normalisation, 20 where it has a GELU, 22 where a pool has <c>CeilMode</c>, 23 where it has a root-mean-square normalisation) that predicts what the network
    /// does: <c>input</c> is a batch of any number of samples, <c>output</c> the scores of <c>Predict</c>. Weights bear the names that they have in safetensors. The file is
    /// written beside the old one, flushed to the disk and then renamed: the old file is there until the new one is whole.
    /// </summary>
    /// <param name="model">The network. It must not be trained meanwhile.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written. What there was before is as it was.</exception>
    /// <exception cref="NotSupportedException">The weights take more than 1.9 GiB, which an ONNX file cannot hold, or a layer has no form in ONNX.</exception>
    public static void ExportOnnx<T>(this T model, string path)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(path);
        ModelProto onnx = Model(model);
        FileReplacement.Write(path, onnx.WriteTo);
    }

    /// <summary>Writes the content of an ONNX file.</summary>
    /// <inheritdoc cref="ExportOnnx{T}(T, string)"/>
    /// <param name="model">The network. It must not be trained meanwhile.</param>
    /// <param name="stream">Where to; it stays open. What it throws is passed on.</param>
    public static void ExportOnnx<T>(this T model, Stream stream)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        Model(model).WriteTo(stream);
    }

    /// <exception cref="NotSupportedException">An ONNX file cannot hold so much.</exception>
    internal static void ThrowUnlessHeld(string network, long bytes)
    {
        if (bytes > MostParameterBytes)
        {
            throw new NotSupportedException(
                $"{network} has {bytes:N0} bytes of weights, and an ONNX file holds at most {MostParameterBytes:N0}.");
        }
    }

    private static ModelProto Model<T>(T model)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkLayout layout = T.Layout;
        ThrowUnlessHeld(layout.Name, model.Parameters.Sum(parameter => (long)sizeof(float) * parameter.Values.Length));
        var graph = new GraphProto
        {
            Name = layout.Name,
            Input = { Batch("input", layout.InputShape) },
            Output = { Batch("output", [layout.OutputSize]) },
        };
        var writer = new GraphWriter(graph, "input");
        using (IEnumerator<Parameter> parameters = model.Parameters.GetEnumerator())
        {
            var nodes = new LayerWriter(writer, parameters, layout.InputShape);
            foreach (Layer layer in ArchitectureText.Read(layout.Architecture))
            {
                nodes.Write(layer);
            }
        }

        writer.End("output");
        return new ModelProto
        {
            IrVersion = Formats.Last(known => known.Operators <= writer.OperatorSet).Format,
            OpsetImport = { new OperatorSetIdProto { Version = writer.OperatorSet } },
            ProducerName = "CnnGen",
            Graph = graph,
            MetadataProps = { new StringStringEntryProto { Key = "cnngen.architecture", Value = layout.Architecture } },
        };
    }

    private static ValueInfoProto Batch(string name, IEnumerable<int> sample)
    {
        var shape = new TensorShapeProto { Dim = { new Dimension { DimParam = "batch" } } };
        shape.Dim.AddRange(sample.Select(size => new Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new Tensor { ElemType = DataType.Float, Shape = shape } } };
    }
}
