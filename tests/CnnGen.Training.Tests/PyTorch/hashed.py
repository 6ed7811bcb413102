"""Numbers that are hashes of their places, so that a test computes the same ones: dropout's masks, and values to begin with."""
import numpy

SAMPLES_OF_A_BLOCK = 16


def lowbias32(x):
    # C. Wellons, Prospecting for Hash Functions, 2018.
    x = x.astype(numpy.uint32)
    x = (x ^ (x >> numpy.uint32(16))) * numpy.uint32(0x7FEB352D)
    x = (x ^ (x >> numpy.uint32(15))) * numpy.uint32(0x846CA68B)
    return x ^ (x >> numpy.uint32(16))


def mix(z):
    # The output function of SplitMix64 (Steele, Lea and Flood, 2014).
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)


def name_hash(name):
    # FNV-1a.
    number = 2166136261
    for letter in name.encode():
        number = ((number ^ letter) * 16777619) % 2**32
    return number


def dropout_mask(draw, layer, samples, values, rate):
    """What runtime/CnnGen/Kernels/DropoutMask.cs draws: for each value of each sample 0 or 1 / (1 - rate)."""
    rate = numpy.float32(rate)
    of_layer = mix(mix((draw + 0x9E3779B97F4A7C15) % 2**64) ^ name_hash(layer))
    place = numpy.arange(values, dtype=numpy.uint32)
    rows = []
    for sample in range(samples):
        block, lane = divmod(sample, SAMPLES_OF_A_BLOCK)
        key = mix((mix(of_layer ^ block) + lane) % 2**64)
        first, second = numpy.uint32(key % 2**32), numpy.uint32(key >> 32)
        rows.append(lowbias32(lowbias32(place + first) ^ second) >= int(float(rate) * 2**32))
    return numpy.stack(rows) * float(1 / (1 - rate))


def uniform(name, seed, count, bound):
    """Floats within plus or minus the bound, each a function of name, seed and place: Drawn.cs draws the same."""
    place = numpy.arange(count, dtype=numpy.uint32)
    number = lowbias32(lowbias32(place) ^ numpy.uint32((name_hash(name) + seed) % 2**32)) >> numpy.uint32(8)
    return (((number / 2**23) - 1) * bound).astype(numpy.float32)
