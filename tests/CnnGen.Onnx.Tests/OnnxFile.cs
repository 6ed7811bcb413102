using CnnGen.Onnx.Format;
using CnnGen.Onnx.Import;
using Google.Protobuf;

namespace CnnGen.Onnx.Tests;

/// <summary>Files of the ONNX project's test data.</summary>
internal static class OnnxFile
{
    /// <summary>A tensor, and the name that its file gives it.</summary>
    public static (string Name, Constant Values) Tensor(string path)
    {
        TensorProto tensor = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
        return (tensor.Name, TensorReader.Read(tensor));
    }

    /// <summary>The model with its inputs from the second on as constants: weights, which its test data gives as inputs.</summary>
    public static byte[] WithConstants(string folder)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        for (int i = 1; i < model.Graph.Input.Count; i++)
        {
            TensorProto constant = TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "test_data_set_0", $"input_{i}.pb")));
            constant.Name = model.Graph.Input[i].Name;
            model.Graph.Initializer.Add(constant);
        }

        return model.ToByteArray();
    }
}
