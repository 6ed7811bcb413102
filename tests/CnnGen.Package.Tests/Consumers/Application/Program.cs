using System;
using CnnGen;
using Library;

float[] samples = new float[64 * 64];
int[] labels = new int[64];
for (int i = 0; i < labels.Length; i++)
{
    labels[i] = i % 2;
    for (int position = 0; position < 8; position++)
    {
        // A horizontal or a vertical line.
        samples[(64 * i) + (labels[i] == 0 ? (8 * (i / 2 % 8)) + position : (8 * position) + (i / 2 % 8))] = 1;
    }
}

Dataset lines = Dataset.FromArrays(samples, labels, sampleSize: 64, classCount: 2);
Console.WriteLine($"library {Learn(new EdgeNet(seed: 1)):F2}");
Console.WriteLine($"application {Learn(new Application.LineNet(seed: 1)):F2}");

double Learn<T>(T model)
    where T : class, CnnGen.Networks.INetwork<T>
{
    Trainer<T> trainer = new(model, new Sgd(learningRate: 0.1f) { Momentum = 0.9f }) { BatchSize = 16 };
    return trainer.Fit(lines, lines, epochs: 30)[^1].Test!.Accuracy;
}
