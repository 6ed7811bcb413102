using CnnGen;
using Library;

namespace Application;

[Network(1, 8, 8, MaxParameters = 1000)]
[Use(typeof(Edges)), Conv2D(4, 3), Sigmoid]
[Flatten, FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class LineNet;
