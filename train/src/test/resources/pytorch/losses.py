"""Ten training losses and the first gradients of three small models, from PyTorch (1.13.1, float64).

    python3 losses.py lstm > lstm.txt; python3 losses.py gpt2 > gpt2.txt; python3 losses.py llama > llama.txt

Initial weights and data follow from the integer hash below, so that no weights have to be kept. Parameters have
this project's names, shapes and order. Each line: `loss STEP VALUE`, or
`gradient NAME NORM FIRST MIDDLE LAST` (of the first step, before clipping).
"""
import math, sys
import torch, torch.nn as nn, torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
MASK = 0xFFFFFFFF


def bits(place, which):
    x = (place * 2654435761 + which * 40503 + 1) & MASK
    x = ((x ^ (x >> 15)) * 2246822519) & MASK
    x = ((x ^ (x >> 13)) * 3266489917) & MASK
    return x ^ (x >> 16)


def uniform(count, which, bound):
    return torch.tensor([bound * (2 * bits(i, which) / 2**32 - 1) for i in range(count)])


V, T, B, C, L = 17, 12, 3, 16, 2
parameters = {}


def parameter(name, shape, bound, add=0.0):
    numbers = uniform(math.prod(shape), len(parameters), bound).view(shape) + add
    parameters[name] = numbers.clone().requires_grad_()


def batch(step):
    ids = [bits(i, 1000 + step) % V for i in range(B * (T + 1))]
    ids = torch.tensor(ids).view(B, T + 1)
    return ids[:, :-1], ids[:, 1:]


def linear(name, x):
    bias = parameters.get(name + ".bias")
    y = x @ parameters[name + ".weight"]
    return y if bias is None else y + bias


def attention(q, k, v, heads, key_heads):
    size = q.shape[-1] // heads
    q = q.view(B, T, heads, size).transpose(1, 2)
    k = k.view(B, T, key_heads, size).transpose(1, 2).repeat_interleave(heads // key_heads, 1)
    v = v.view(B, T, key_heads, size).transpose(1, 2).repeat_interleave(heads // key_heads, 1)
    scores = q @ k.transpose(-2, -1) / math.sqrt(size)
    mask = torch.ones(T, T).tril() == 0
    weights = F.softmax(scores.masked_fill(mask, float("-inf")), -1)
    return (weights @ v).transpose(1, 2).reshape(B, T, heads * size)


def gpt2():
    parameter("tokens.weight", (V, C), 0.3)
    parameter("positions.weight", (T, C), 0.3)

    def linear_parameters(name, i, o):
        parameter(name + ".weight", (i, o), 0.4)
        parameter(name + ".bias", (o,), 0.1)

    def norm_parameters(name):
        parameter(name + ".weight", (C,), 0.2, 1)
        parameter(name + ".bias", (C,), 0.1)

    for i in range(L):
        block = f"blocks.{i}."
        norm_parameters(block + "attention_norm")
        for name in ("query", "key", "value", "out"):
            linear_parameters(block + "attention." + name, C, C)
        norm_parameters(block + "feed_forward_norm")
        linear_parameters(block + "feed_forward.up", C, 4 * C)
        linear_parameters(block + "feed_forward.down", 4 * C, C)
    norm_parameters("norm")

    def norm(name, x):
        return F.layer_norm(x, (C,), parameters[name + ".weight"], parameters[name + ".bias"], 1e-5)

    def logits(ids):
        x = parameters["tokens.weight"][ids] + parameters["positions.weight"][torch.arange(T)]
        for i in range(L):
            block = f"blocks.{i}."
            n = norm(block + "attention_norm", x)
            q, k, v = [linear(block + "attention." + name, n) for name in ("query", "key", "value")]
            x = x + linear(block + "attention.out", attention(q, k, v, 4, 4))
            n = norm(block + "feed_forward_norm", x)
            n = F.gelu(linear(block + "feed_forward.up", n), approximate="tanh")
            x = x + linear(block + "feed_forward.down", n)
        return norm("norm", x) @ parameters["tokens.weight"].T

    return logits


def llama():
    parameter("tokens.weight", (V, C), 0.3)
    for i in range(L):
        block = f"blocks.{i}."
        parameter(block + "attention_norm.weight", (C,), 0.2, 1)
        for name, out in (("query", C), ("key", C // 2), ("value", C // 2), ("out", C)):
            parameter(block + f"attention.{name}.weight", (C, out), 0.4)
        parameter(block + "feed_forward_norm.weight", (C,), 0.2, 1)
        for name, i_, o in (("gate", C, 24), ("up", C, 24), ("down", 24, C)):
            parameter(block + f"feed_forward.{name}.weight", (i_, o), 0.4)
    parameter("norm.weight", (C,), 0.2, 1)
    parameter("head.weight", (C, V), 0.4)

    def norm(name, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * parameters[name + ".weight"]

    def rotate(x, heads):
        size = x.shape[-1] // heads
        angles = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, size, 2) / size)[None]
        cos, sin = angles.cos()[None, :, None], angles.sin()[None, :, None]
        a, b = x.view(B, T, heads, size).chunk(2, -1)
        return torch.cat((a * cos - b * sin, b * cos + a * sin), -1).reshape(x.shape)

    def logits(ids):
        x = parameters["tokens.weight"][ids]
        for i in range(L):
            block = f"blocks.{i}."
            n = norm(block + "attention_norm", x)
            q, k, v = [linear(block + "attention." + name, n) for name in ("query", "key", "value")]
            x = x + linear(block + "attention.out", attention(rotate(q, 4), rotate(k, 2), v, 4, 2))
            n = norm(block + "feed_forward_norm", x)
            n = F.silu(linear(block + "feed_forward.gate", n)) * linear(block + "feed_forward.up", n)
            x = x + linear(block + "feed_forward.down", n)
        return linear("head", norm("norm", x))

    return logits


def lstm():
    parameter("tokens.weight", (V, C), 0.5)
    H = 20
    for i in range(L):
        size = C if i == 0 else H
        parameter(f"layers.{i}.weight", (4 * H, size), 0.3)
        parameter(f"layers.{i}.recurrent", (4 * H, H), 0.3)
        parameter(f"layers.{i}.bias", (8 * H,), 0.1)
    parameter("head.weight", (H, V), 0.3)
    parameter("head.bias", (V,), 0.1)

    def torch_order(w):  # our gates are i, o, f, c as in ONNX; PyTorch's are i, f, c, o
        i, o, f, c = w.chunk(4)
        return torch.cat((i, f, c, o))

    def logits(ids):
        x = parameters["tokens.weight"][ids]
        for i in range(L):
            name = f"layers.{i}."
            bias, recurrent_bias = parameters[name + "bias"].chunk(2)
            flat = [torch_order(w) for w in (
                parameters[name + "weight"], parameters[name + "recurrent"], bias, recurrent_bias)]
            zeros = torch.zeros(1, B, H)
            x = torch._VF.lstm(x, (zeros, zeros), flat, True, 1, 0.0, False, False, True)[0]
        return linear("head", x)

    return logits


kind = sys.argv[1]
logits = {"gpt2": gpt2, "llama": llama, "lstm": lstm}[kind]()
if kind == "lstm":
    optimizer = torch.optim.SGD(parameters.values(), lr=0.5, momentum=0.9)
else:
    groups = [{"params": [p for p in parameters.values() if p.dim() >= 2], "weight_decay": 0.1},
              {"params": [p for p in parameters.values() if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-2, betas=(0.9, 0.95))
for step in range(10):
    ids, targets = batch(step)
    loss = F.cross_entropy(logits(ids).reshape(-1, V), targets.reshape(-1))
    print(f"loss {step} {loss.item():.15g}")
    optimizer.zero_grad()
    loss.backward()
    if step == 0:
        for name, p in parameters.items():
            g = p.grad.reshape(-1)
            numbers = (g.norm(), g[0], g[len(g) // 2], g[-1])
            print("gradient", name, " ".join(f"{n.item():.15g}" for n in numbers))
    nn.utils.clip_grad_norm_(parameters.values(), 1.0)
    optimizer.step()
