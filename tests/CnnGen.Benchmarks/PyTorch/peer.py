"""Trains one network in PyTorch, or predicts with it, whenever it is told to, and says how fast that was.

    peer.py train|predict NETWORK THREADS SAMPLES

Reads requests from standard input, one JSON object a line, and answers each with a line:
    {"batch": 64, "seconds": 0.2}   makes ready and tries each variant -> {"parameters": ..., "speeds": {variant: samples/s}}
    {"seconds": 0.2}                measures the variants that came near the best one -> {"speeds": {variant: samples/s}}
"""
import json
import sys
import time
import warnings

warnings.filterwarnings('ignore')
import torch
import torch.nn as nn
import torch.nn.functional as F

WARM_UP_STEPS = 5
NEAR_BEST = 0.9     # what share of the best speed a variant must reach in its trial to be measured at all


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def vgg_like(features=4096, norm=False):
    layers, inputs = [], 3
    for filters in (64, 128, 256):
        for _ in range(2):
            layers += [nn.Conv2d(inputs, filters, 3, padding=1), *([nn.BatchNorm2d(filters)] if norm else []), nn.ReLU()]
            inputs = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(features, 256), nn.ReLU(), nn.Linear(256, 10))


def cnn_1d():
    return nn.Sequential(
        nn.Conv1d(1, 16, 5), nn.ReLU(), nn.MaxPool1d(2),
        nn.Conv1d(16, 32, 5), nn.ReLU(), nn.MaxPool1d(2),
        nn.Flatten(), nn.Linear(1024, 64), nn.ReLU(), nn.Linear(64, 6))


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))


def awkward():
    return nn.Sequential(
        nn.Conv2d(3, 5, (7, 3)), nn.ReLU(),
        nn.Conv2d(5, 11, 3, stride=2), nn.Tanh(), nn.MaxPool2d(2),
        nn.Conv2d(11, 13, 2), nn.ReLU(),
        nn.Flatten(), nn.Linear(624, 17), nn.ReLU(), nn.Linear(17, 7))


def separable():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1, groups=32), nn.ReLU(), nn.Conv2d(32, 64, 1), nn.ReLU(),
        nn.Conv2d(64, 64, 3, stride=2, padding=1, groups=64), nn.ReLU(), nn.Conv2d(64, 128, 1), nn.ReLU(),
        nn.Conv2d(128, 128, 3, padding=1, groups=4), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 10))


class Basic(nn.Module):
    """Two convolutions that add to what they read, or to a projection of it where the image halves."""

    def __init__(self, inputs, filters):
        super().__init__()
        stride = 1 if inputs == filters else 2
        self.body = nn.Sequential(
            nn.Conv2d(inputs, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def resnet(start, widths, repeat, classes):
    layers, inputs = start, widths[0]
    for filters in widths:
        for _ in range(repeat):
            layers.append(Basic(inputs, filters))
            inputs = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, classes))


def resnet_20():
    return resnet([nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], (16, 32, 64), 3, 10)


def resnet_18():
    start = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return resnet(start, (64, 128, 256, 512), 2, 1000)


NETWORKS = {    # name: constructor, shape of a sample, classes
    'LeNet5': (lenet5, (1, 28, 28), 10),
    'VggLike': (vgg_like, (3, 32, 32), 10),
    'VggLike64': (lambda: vgg_like(4 * 4096), (3, 64, 64), 10),
    'Cnn1D': (cnn_1d, (1, 140), 6),
    'Mlp': (mlp, (784,), 10),
    'Awkward': (awkward, (3, 37, 41), 7),
    'VggLikeNorm': (lambda: vgg_like(norm=True), (3, 32, 32), 10),
    'ResNet20Projected': (resnet_20, (3, 32, 32), 10),
    'Separable': (separable, (3, 32, 32), 10),
    'ResNet18': (resnet_18, (3, 224, 224), 1000),
}


# What makes PyTorch fast differs from network to network, so each variant is tried.
def training_variants(shape):
    yield 'eager'
    yield 'eager, foreach'
    yield 'traced, foreach'
    if len(shape) == 3:
        yield 'channels-last, foreach'
        yield 'traced, channels-last, foreach'
    if len(shape) == 2:
        yield 'OpenBLAS, foreach'       # without oneDNN, whose one-dimensional convolutions are slow


def prediction_variants(shape):
    yield 'eager'
    yield 'traced'
    if len(shape) == 3:
        yield 'channels-last'
        yield 'traced, channels-last'
    if len(shape) == 2:
        yield 'OpenBLAS'
        yield 'traced, OpenBLAS'


class Training:
    """One variant: whole steps on samples in a random order, gathered as a data loader would."""

    def __init__(self, variant, construct, samples, labels, batch):
        self.mkldnn = 'OpenBLAS' not in variant
        self.samples, self.labels, self.batch = samples, labels, batch
        self.next, self.order = len(labels), None
        self.model = construct().train()
        if 'channels-last' in variant:
            self.model = self.model.to(memory_format=torch.channels_last)
            self.samples = samples.contiguous(memory_format=torch.channels_last)
        if 'traced' in variant:
            self.model = torch.jit.trace(self.model, self.samples[:batch])
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=.01, momentum=.9, foreach='foreach' in variant)

    def step(self):
        if self.next + self.batch > len(self.labels):
            self.order, self.next = torch.randperm(len(self.labels)), 0
        indices = self.order[self.next:self.next + self.batch]
        self.next += self.batch
        self.optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(self.model(self.samples[indices]), self.labels[indices]).backward()
        self.optimizer.step()


class Prediction:
    """One variant: probabilities of the same samples again and again."""

    def __init__(self, variant, construct, samples, labels, batch):
        self.mkldnn = 'OpenBLAS' not in variant
        self.samples, self.batch = samples[:batch], batch
        self.model = nn.Sequential(construct(), nn.Softmax(1)).eval()
        if 'channels-last' in variant:
            self.model = self.model.to(memory_format=torch.channels_last)
            self.samples = self.samples.contiguous(memory_format=torch.channels_last)
        if 'traced' in variant:
            with torch.backends.mkldnn.flags(enabled=self.mkldnn):
                self.model = torch.jit.optimize_for_inference(torch.jit.trace(self.model, self.samples))

    def step(self):
        with torch.inference_mode():
            self.model(self.samples)


def measure(run, seconds):
    """Takes steps for a while, at least one, and returns samples per second."""
    with torch.backends.mkldnn.flags(enabled=run.mkldnn):
        steps, start = 0, time.perf_counter()
        while True:
            run.step()
            steps += 1
            elapsed = time.perf_counter() - start
            if elapsed >= seconds:
                return steps * run.batch / elapsed


def main():
    work, name, threads, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    construct, shape, classes = NETWORKS[name]
    samples, labels = torch.randn(count, *shape), torch.randint(0, classes, (count,))
    kind, variants = {'train': (Training, training_variants), 'predict': (Prediction, prediction_variants)}[work]

    runs = {}
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if 'batch' in request:
            runs = {v: kind(v, construct, samples, labels, request['batch']) for v in variants(shape)}
            for run in runs.values():
                for _ in range(WARM_UP_STEPS):
                    measure(run, 0)
            answer['parameters'] = sum(p.numel() for p in construct().parameters())
        answer['speeds'] = {v: measure(r, request['seconds']) for v, r in runs.items()}
        if 'batch' in request:
            least = NEAR_BEST * max(answer['speeds'].values())
            runs = {v: r for v, r in runs.items() if answer['speeds'][v] >= least}
        print(json.dumps(answer), flush=True)


if __name__ == '__main__':
    main()
