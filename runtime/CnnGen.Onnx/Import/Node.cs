using CnnGen.Files;
using CnnGen.Onnx.Format;
using static CnnGen.Onnx.Format.AttributeProto.Types;

namespace CnnGen.Onnx.Import;

/// <summary>A node of the graph beside the constants that it reads.</summary>
/// <param name="proto">The node as it is in the file.</param>
/// <param name="index">Its position among the nodes.</param>
/// <param name="operatorSet">The version of the operators.</param>
/// <param name="constants">The constants known so far.</param>
internal sealed class Node(NodeProto proto, int index, long operatorSet, IReadOnlyDictionary<string, Constant> constants)
{
    public string Operation => proto.OpType;

    public long OperatorSet => operatorSet;

    /// <summary>Whether a Shape is that of all axes.</summary>
    public bool IsWhole => Integer("start", 0) == 0 && Find("end", AttributeType.Int) is null;

    public IReadOnlyList<string> Inputs => proto.Input;

    /// <summary>The graphs that the node runs itself, and the names of its attributes that hold them.</summary>
    public InnerGraphs InnerGraphs { get; } = new(proto);

    /// <summary>Where it is and what it is, for messages.</summary>
    public string Place =>
        $"node {index} {Quotation.Of(proto.Name)} ({Quotation.Of(proto.Domain.Length == 0 ? proto.OpType : $"{proto.Domain}.{proto.OpType}").Trim('\'')} of "
        + $"{(Inputs.Count == 0 ? "nothing" : string.Join(", ", Inputs.Take(8).Select(Quotation.Of)))})";

    /// <summary>Whether it gives more than one value.</summary>
    public bool HasFurtherOutputs => proto.Output.Skip(1).Any(output => output.Length > 0);

    public bool HasInput(int position) => position < Inputs.Count && Inputs[position].Length > 0;

    public bool IsConstant(int position) => HasInput(position) && constants.ContainsKey(Inputs[position]);

    /// <exception cref="RefusedException">The input is missing, or depends on the network's input.</exception>
    public Constant Constant(int position, string what) => IsConstant(position)
        ? constants[Inputs[position]]
        : throw new RefusedException(HasInput(position) ? $"its {what} {Quotation.Of(Inputs[position])} is no constant" : $"its {what} is missing");

    public float[] Floats(int position, string what) =>
        Constant(position, what).Floats ?? throw new RefusedException($"its {what} has no real numbers");

    public long[] Integers(int position, string what) =>
        Constant(position, what).Integers ?? throw new RefusedException($"its {what} has no whole numbers");

    public long Integer(string name, long otherwise) =>
        Find(name, AttributeType.Int) is { } attribute ? attribute.I : otherwise;

    public float Float(string name, float otherwise) =>
        Find(name, AttributeType.Float) is { } attribute ? attribute.F : otherwise;

    public string Text(string name, string otherwise) =>
        Find(name, AttributeType.String) is { } attribute ? attribute.S.ToStringUtf8() : otherwise;

    /// <summary>A list of whole numbers, or <see langword="null"/> where the attribute is absent.</summary>
    public IReadOnlyList<long>? IntegerList(string name) => Find(name, AttributeType.Ints)?.Ints;

    /// <summary>The attribute that a constant node has its value in.</summary>
    public Constant Value()
    {
        if (Find("value", AttributeType.Tensor) is { T: { } tensor })
        {
            return TensorReader.Read(tensor);
        }

        return proto.Attribute.Count == 1 && proto.Attribute[0] is { } only ? (only.Name, only.Type) switch
        {
            ("value_float", AttributeType.Float) => new Constant([], [only.F], null),
            ("value_floats", AttributeType.Floats) => new Constant([only.Floats.Count], [.. only.Floats], null),
            ("value_int", AttributeType.Int) => new Constant([], null, [only.I]),
            ("value_ints", AttributeType.Ints) => new Constant([only.Ints.Count], null, [.. only.Ints]),
            _ => throw new RefusedException("it has no value that is a tensor or numbers"),
        }
        : throw new RefusedException("it has no value that is a tensor or numbers");
    }

    private AttributeProto? Find(string name, AttributeType type)
    {
        AttributeProto? found = proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        return found is null || found.Type == type
            ? found
            : throw new RefusedException($"its attribute {name} is of type {found.Type}, and {type} is expected");
    }
}
