#!/usr/bin/env python3
"""Writes what the optimisers of PyTorch make of the weights of a small network: optimizers.py [folder].

Needs torch and numpy. One safetensors file: samples, labels and the first weights; then, for each entry of RUNS, the weights after
twenty steps over all samples, in double precision and rounded to float. The network has no layer that decides (ReLU, a maximum), so that
floats come to the same weights.
"""
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import SGD, Adam, AdamW, RMSprop

from golden import Network, write

STEPS = 20
SAMPLES = 21


def network(n, x):
    x = torch.tanh(n.ln("ln1", n.conv("conv1", x, 5, 3)))
    x = torch.tanh(n.fc("features.fc1", x.flatten(1), 9))
    return n.fc("fc1", x, 3)


def groups(parameters):
    """The rate of a layer, the decay of a block, and none for biases and norms."""
    for name, value in parameters.items():
        decay = 0 if value.dim() == 1 else 0.2 if name.startswith("features.") else 0.1
        yield dict(params=[value], lr=0.001 if name.startswith("conv1.") else 0.01, weight_decay=decay)


def all_alike(parameters):
    return parameters.values()


def clip_both(parameters):
    clip_grad_value_(parameters, 0.02)
    clip_grad_norm_(parameters, 0.1)


# Name, rule, its settings, parameters or groups of them, and what is done to a gradient.
RUNS = [
    ("sgd_nesterov", SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True), all_alike, None),
    ("sgd_dampening", SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.01, dampening=0.3), all_alike, None),
    ("adam", Adam, {}, all_alike, None),
    ("adam_amsgrad", Adam, dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.02, amsgrad=True), all_alike, None),
    ("adamw", AdamW, {}, all_alike, None),
    ("adamw_amsgrad", AdamW, dict(lr=0.01, weight_decay=0.1, amsgrad=True), all_alike, None),
    ("adamw_groups", AdamW, {}, groups, None),
    ("rmsprop", RMSprop, {}, all_alike, None),
    ("rmsprop_centered", RMSprop, dict(lr=0.003, alpha=0.9, eps=1e-6, weight_decay=0.01, momentum=0.5, centered=True), all_alike, None),
    ("clip_norm", SGD, dict(lr=0.5, momentum=0.9), all_alike, lambda parameters: clip_grad_norm_(parameters, 0.2)),
    ("clip_value", SGD, dict(lr=0.5, momentum=0.9), all_alike, lambda parameters: clip_grad_value_(parameters, 0.02)),
    ("clip_both", SGD, dict(lr=0.5, momentum=0.9), all_alike, clip_both),
]


def draw():
    n = Network(seed=23)
    samples = n.draw(SAMPLES, 2, 6, 5).float().double()
    labels = torch.randint(3, (SAMPLES,), generator=n.random)
    loss = F.cross_entropy(network(n, samples), labels)
    loss.backward()
    return n, samples, labels


def compute():
    n, samples, labels = draw()
    norm = torch.stack([value.grad.norm() for value in n.parameters.values()]).norm()
    file = {"samples": samples, "answers": labels, "norm": norm.reshape(1)}
    file |= {f"before.{name}": value for name, value in n.parameters.items()}
    for run, rule, settings, parts, clip in RUNS:
        n, samples, labels = draw()
        optimizer = rule(parts(n.parameters), **settings)
        for _ in range(STEPS):
            optimizer.zero_grad()
            F.cross_entropy(network(n, samples), labels).backward()
            if clip:
                clip(n.parameters.values())
            optimizer.step()
        file |= {f"{run}.{name}": value for name, value in n.parameters.items()}
    return file


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    write(folder / "optimizers.safetensors", compute())
