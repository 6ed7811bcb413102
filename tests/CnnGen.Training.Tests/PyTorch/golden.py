#!/usr/bin/env python3
"""Writes what PyTorch computes for the networks of Networks.cs: golden.py [folder].

Needs torch and numpy. For each network one safetensors file: samples, labels or targets, the first weights; then, in double
precision and rounded to float, the scores of a prediction, the loss of a training step, the gradient of each parameter,
and weights and statistics after three steps of torch.optim.SGD, with the scores that they give.

AlexNet and VGG-16 have as many filters as those of samples/Zoo. Their files hold the seed of samples and weights in place of
these, and each gradient in 251 sums: the first one is that of the values 0, 251, 502 ... of the tensor.
"""
import itertools
import json
import struct
import sys
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F

import hashed

STEPS = 3
SGD = dict(lr=0.05, momentum=0.9, weight_decay=0.01)
SUMS = 251


class Network:
    """Parameters and statistics by name, drawn when a layer first asks for them."""

    def __init__(self, seed):
        self.random = torch.Generator().manual_seed(seed)
        self.parameters = {}
        self.statistics = {}
        self.step = 0

    def draw(self, *shape):
        # What a file of floats can hold, so that both sides begin with the same.
        return torch.randn(*shape, generator=self.random).double()

    def parameter(self, name, *shape, scale=1.0, mean=0.0):
        if name not in self.parameters:
            value = (mean + scale * self.draw(*shape)).float().double()
            self.parameters[name] = value.requires_grad_()
        return self.parameters[name]

    def weight_and_bias(self, name, shape, bias):
        fan_in = int(numpy.prod(shape[1:]))
        weight = self.parameter(f"{name}.weight", *shape, scale=fan_in**-0.5)
        return weight, self.parameter(f"{name}.bias", shape[0], scale=0.1) if bias else None

    def conv(self, name, x, filters, kernel, bias=True, **arguments):
        shape = (filters, x.shape[1] // arguments.get("groups", 1)) + (kernel,) * (x.dim() - 2)
        function = F.conv2d if x.dim() == 4 else F.conv1d
        return function(x, *self.weight_and_bias(name, shape, bias), **arguments)

    def fc(self, name, x, outputs, bias=True):
        return F.linear(x, *self.weight_and_bias(name, (outputs, x.shape[1]), bias))

    def bn(self, name, x, training):
        channels = x.shape[1]
        weight = self.parameter(f"{name}.weight", channels, scale=0.2, mean=1.0)
        bias = self.parameter(f"{name}.bias", channels, scale=0.2)
        if f"{name}.running_mean" not in self.statistics:
            self.statistics[f"{name}.running_mean"] = (0.3 * self.draw(channels)).float().double()
            self.statistics[f"{name}.running_var"] = (1 + 0.3 * self.draw(channels).abs()).float().double()
        mean, variance = self.statistics[f"{name}.running_mean"], self.statistics[f"{name}.running_var"]
        return F.batch_norm(x, mean, variance, weight, bias, training=training)

    def scale_and_shift(self, name, *shape):
        return self.parameter(f"{name}.weight", *shape, scale=0.2, mean=1.0), self.parameter(f"{name}.bias", *shape, scale=0.2)

    def ln(self, name, x):
        # Channels last and back, as ConvNeXt has it.
        last = x.movedim(1, -1)
        return F.layer_norm(last, last.shape[-1:], *self.scale_and_shift(name, x.shape[1])).movedim(-1, 1)

    def ln_of_sample(self, name, x):
        return F.layer_norm(x, x.shape[1:], *self.scale_and_shift(name, *x.shape[1:]))

    def gn(self, name, x, groups):
        return F.group_norm(x, groups, *self.scale_and_shift(name, x.shape[1]))

    def dropout(self, name, x, training, rate=0.5):
        if not training:
            return x
        mask = hashed.dropout_mask(self.step, name, len(x), x[0].numel(), rate)
        return x * torch.from_numpy(mask).reshape(x.shape).to(x.dtype)


class ZooNetwork(Network):
    """Weights by He et al. 2015, drawn by name, and which values its ReLUs and pools let through.

    Each number that is drawn may be moved by a part of itself, at random."""

    def __init__(self, seed, moved=0.0):
        super().__init__(seed)
        self.seed, self.moved, self.decisions = seed, moved, []

    def uniform(self, name, *shape, bound=1.0):
        value = hashed.uniform(name, self.seed, int(numpy.prod(shape)), bound)
        value = torch.from_numpy(value).double().reshape(shape)
        return value * (1 + self.moved * self.draw(*shape)) if self.moved else value

    def parameter(self, name, *shape, scale=1.0, mean=0.0):
        if name not in self.parameters:
            bound = 0.1 if len(shape) == 1 else (6 / numpy.prod(shape[1:])) ** 0.5
            self.parameters[name] = self.uniform(name, *shape, bound=bound).requires_grad_()
        return self.parameters[name]

    def relu(self, x):
        self.decisions.append(x.detach() > 0)
        return F.relu(x)

    def max_pool(self, x, size, stride):
        x, chosen = F.max_pool2d(x, size, stride=stride, return_indices=True)
        # Which of several zeros it is makes no difference.
        self.decisions.append(torch.where(x > 0, chosen, -1))
        return x


def pools(n, x, training):
    x = F.gelu(n.conv("conv1", x, 6, 3, padding=1))
    x = F.local_response_norm(x, 3, alpha=0.5, beta=0.75, k=2)
    x = F.max_pool2d(x, 3, stride=2, padding=1)
    x = F.leaky_relu(n.conv("conv2", x, 8, 3, padding=1, groups=2), 0.1)
    x = F.avg_pool2d(x, 2, stride=2, padding=1, count_include_pad=False)
    x = torch.tanh(n.conv("conv3", x, 8, 2, dilation=2))
    return n.fc("fc2", torch.sigmoid(n.fc("fc1", x.flatten(1), 7)), 5, bias=False)


def body(n, x, name, filters, training, stride=1):
    x = n.conv(f"{name}.conv1", x, filters, 3, bias=False, stride=stride, padding=1)
    x = F.relu(n.bn(f"{name}.bn1", x, training))
    return n.bn(f"{name}.bn2", n.conv(f"{name}.conv2", x, filters, 3, bias=False, padding=1), training)


def branches(n, x, training):
    x = F.relu(n.bn("bn1", n.conv("conv1", x, 6, 3, bias=False, padding=1), training))
    x = F.relu(x + body(n, x, "body", 6, training))
    down = body(n, x, "down", 8, training, stride=2)
    short = n.bn("projection.bn1", n.conv("projection.conv1", x, 8, 1, bias=False, stride=2), training)
    x = F.relu(down + short)
    deep = F.relu(n.bn("separable.bn1", n.conv("separable.conv1", x, 8, 3, bias=False, padding=1, groups=8), training))
    deep = n.conv("separable.conv2", deep, 5, 1)
    pooled = n.conv("pooled.conv1", F.max_pool2d(x, 3, stride=1, padding=1), 3, 1)
    x = F.gelu(torch.cat([deep, pooled], 1))
    return n.fc("fc1", x.mean((2, 3)), 4)


def signal(n, x, training):
    x = torch.tanh(n.bn("bn1", n.conv("conv1", x, 5, 4, bias=False, stride=2, padding=3, dilation=2), training))
    x = F.avg_pool1d(x, 2)
    x = torch.relu(n.bn("bn2", n.fc("fc1", x.flatten(1), 9, bias=False), training))
    return n.fc("fc2", x, 3)


def binary(n, x, training):
    return n.fc("fc2", torch.relu(n.fc("fc1", x, 9)), 1)


def dropouts(n, x, training):
    x = n.dropout("dropout1", x, training, 0.1)
    x = F.relu(n.conv("conv1", x, 6, 3, padding=1))
    x = n.dropout("dropout2", x, training, 0.25)
    x = F.relu(n.conv("conv2", x, 6, 3, padding=1))
    x = F.max_pool2d(x, 2)
    x = n.dropout("dropout3", x.flatten(1), training, 0.3)
    x = F.relu(n.fc("fc1", x, 9))
    return n.fc("fc2", n.dropout("dropout4", x, training), 4)


def norms(n, x, training):
    x = F.relu(n.ln("ln1", n.conv("conv1", x, 6, 3, padding=1)))
    x = torch.tanh(n.gn("gn1", n.conv("conv2", x, 8, 3), 4))
    x = n.conv("conv3", n.ln_of_sample("ln2", x), 10, 2)
    x = F.adaptive_max_pool2d(x, 1).flatten(1)
    x = F.gelu(n.gn("gn2", n.fc("fc1", n.ln("ln3", x), 12), 3))
    return n.fc("fc2", x, 4)


def zoo_head(n, x, training):
    x = n.dropout("dropout1", n.relu(n.fc("fc1", x.flatten(1), 64)), training)
    x = n.dropout("dropout2", n.relu(n.fc("fc2", x, 48)), training)
    return n.fc("fc3", x, 10)


def alexnet(n, x, training):
    x = n.relu(n.conv("features.conv1", x, 96, 11, stride=4))
    x = n.max_pool(F.local_response_norm(x, 5, alpha=5e-4, beta=0.75, k=2), 3, stride=2)
    x = n.relu(n.conv("features.conv2", x, 256, 5, padding=2, groups=2))
    x = n.max_pool(F.local_response_norm(x, 5, alpha=5e-4, beta=0.75, k=2), 3, stride=2)
    x = n.relu(n.conv("features.conv3", x, 384, 3, padding=1))
    x = n.relu(n.conv("features.conv4", x, 384, 3, padding=1, groups=2))
    x = n.relu(n.conv("features.conv5", x, 256, 3, padding=1, groups=2))
    return zoo_head(n, n.max_pool(x, 3, stride=2), training)


def vgg16(n, x, training):
    number = itertools.count(1)
    for filters, convolutions in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
        for _ in range(convolutions):
            x = n.relu(n.conv(f"features.conv{next(number)}", x, filters, 3, padding=1))
        x = n.max_pool(x, 2, stride=2)
    return zoo_head(n, x, training)


def smoothed(scores, labels):
    return F.cross_entropy(scores, labels, label_smoothing=0.1)


def one_score(scores, labels):
    return F.binary_cross_entropy_with_logits(scores[:, 0], labels.double())


# Name, network, samples, shape of one, classes or targets, loss, and what predictions make of scores.
NETWORKS = [
    ("pools", pools, 21, (2, 9, 8), 5, smoothed, lambda scores: scores.softmax(1)),
    ("branches", branches, 37, (3, 9, 7), 4, F.cross_entropy, lambda scores: scores.softmax(1)),
    ("signal", signal, 18, (2, 23), None, F.mse_loss, lambda scores: scores),
    ("binary", binary, 11, (6,), 2, one_score, torch.sigmoid),
    ("dropouts", dropouts, 21, (2, 7, 6), 4, F.cross_entropy, lambda scores: scores.softmax(1)),
    ("normalized", norms, 21, (3, 9, 7), 4, F.cross_entropy, lambda scores: scores.softmax(1)),
]

# Name, network, samples, shape of one.
# And by how much numbers move without a decision being another one: more in a deep network, whose roundings add up.
ZOO = [("alexnet", alexnet, 5, (3, 99, 131), 5e-7), ("vgg16", vgg16, 2, (3, 64, 32), 2e-6)]


def compute(name, network, count, shape, classes, loss, predict):
    n = Network(seed=len(name))
    samples = n.draw(count, *shape).float().double()
    if classes is None:
        answers = n.draw(count, 3).float().double()
    else:
        answers = torch.randint(classes, (count,), generator=n.random)
    with torch.no_grad():
        scores = network(n, samples, training=False)
    names = {**n.parameters, **n.statistics}
    file = {f"before.{key}": value.detach().clone() for key, value in names.items()}
    file["samples"] = samples
    file["answers"] = answers
    file["scores.before"] = predict(scores)
    optimizer = torch.optim.SGD(n.parameters.values(), **SGD)
    for step in range(STEPS):
        n.step = step
        optimizer.zero_grad()
        error = loss(network(n, samples, training=True), answers)
        error.backward()
        if step == 0:
            file["loss"] = error.detach().reshape(1)
            file |= {f"gradient.{key}": value.grad.clone() for key, value in n.parameters.items()}
        optimizer.step()
    file |= {f"after.{key}": value.detach() for key, value in names.items()}
    with torch.no_grad():
        file["scores.after"] = predict(network(n, samples, training=False))
    return file


def zoo_loss(n, network, count, shape):
    return F.cross_entropy(network(n, n.uniform("samples", count, *shape), training=True), torch.arange(count))


def compute_zoo(network, count, shape, moved_by):
    # Floats decide as real numbers do only where no value is close to zero, or to another one: the first seed of which that is so.
    for seed in itertools.count():
        n, moved = ZooNetwork(seed), ZooNetwork(seed, moved=moved_by)
        loss = zoo_loss(n, network, count, shape)
        with torch.no_grad():
            zoo_loss(moved, network, count, shape)
        if all(torch.equal(a, b) for a, b in zip(n.decisions, moved.decisions)):
            break
    loss.backward()
    with torch.no_grad():
        scores = network(n, n.uniform("samples", count, *shape), training=False)
    file = {"seed": torch.tensor([float(seed)]), "scores": scores.softmax(1), "loss": loss.detach().reshape(1)}
    for name, value in n.parameters.items():
        flat = value.grad.flatten()
        file[f"gradient.{name}"] = F.pad(flat, (0, -len(flat) % SUMS)).reshape(-1, SUMS).sum(0)[:len(flat)]
    return file


def write(path, tensors):
    header, content = {"__metadata__": {"torch": torch.__version__}}, b""
    for name, tensor in sorted(tensors.items()):
        values = tensor.detach().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(content), len(content) + len(values)]}
        content += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + content)


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    for entry in NETWORKS:
        write(folder / f"{entry[0]}.safetensors", compute(*entry))
    for name, *entry in ZOO:
        write(folder / f"{name}.safetensors", compute_zoo(*entry))
