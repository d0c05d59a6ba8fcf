"""Frames of the protocol of the kernel channel, from protocol.yaml itself: layouts, numbers, names.

What is read here is only as much YAML as that file uses: maps by indentation, lists of `- name: type`, lists in brackets.
"""

import struct

FORMATS = {"u8": "B", "u16": "H", "u32": "I", "u64": "Q", "s64": "q"}


def parse(lines):
    """The file as nested maps. A struct's `members` become a list of (name, type)."""
    root = {}
    path = [(-1, root)]
    text = []
    for raw in lines:
        line = raw.split("#")[0].rstrip()
        if text and not text[-1].endswith("]") and ": [" in text[-1]:
            text[-1] += line.strip()
        elif line:
            text.append(line)
    for line in text:
        depth = len(line) - len(line.lstrip())
        item = line.strip().startswith("- ")
        key, _, value = line.strip().removeprefix("- ").partition(":")
        value = value.strip()
        while path[-1][0] >= depth:
            path.pop()
        if item:
            path[-1][1].setdefault("", []).append((key, value))
        elif not value:
            path[-1][1][key] = {}
            path.append((depth, path[-1][1][key]))
        elif value.startswith("["):
            path[-1][1][key] = [each.strip() for each in value[1:-1].split(",")]
        else:
            path[-1][1][key] = int(value, 0) if value[0].isdigit() else value
    return root


class Protocol:
    """The protocol as one file says it."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            tree = parse(file)
        self.version = tree["version"]
        self.limits = tree["limits"]
        self.values = tree["values"]
        self.enums = tree["enums"]
        self.names = tree["names"]
        self.arguments = tree["arguments"]
        self.observed = tree["observed"]
        self.structs = {name: each["members"][""] for name, each in tree["structs"].items()}
        self.formats = {}
        for name, each in tree["structs"].items():
            if struct.calcsize(self.format(name)) != each["size"]:
                raise ValueError(f"the members of {name} do not make up its size")

    def format(self, name):
        """The struct as Python's module `struct` has it: little-endian, without gaps. Nested structs are flattened to bytes."""
        if name not in self.formats:
            codes = "<"
            for _, kind in self.structs[name]:
                base, _, count = kind.partition("[")
                if count:
                    codes += count[:-1] + "s"
                elif base in FORMATS:
                    codes += FORMATS[base]
                else:
                    codes += f"{struct.calcsize(self.format(base))}s"
            self.formats[name] = codes
        return self.formats[name]

    def size(self, name):
        return struct.calcsize(self.format(name))

    def encode(self, name, values):
        """Members that are not given are 0."""
        out = []
        for member, kind in self.structs[name]:
            value = values.get(member)
            if kind in self.structs:
                out.append(self.encode(kind, value or {}))
            elif "[" in kind:
                out.append(value or b"")
            else:
                out.append(value or 0)
        return struct.pack(self.format(name), *out)

    def decode(self, name, data, at=0):
        values = {}
        for (member, kind), value in zip(self.structs[name], struct.unpack_from(self.format(name), data, at)):
            values[member] = self.decode(kind, value) if kind in self.structs else value
        return values

    def name(self, enum, number):
        return next((name for name, each in self.enums[enum].items() if each == number), None)

    def given(self, invocation):
        """The names of the arguments that an invocation gives."""
        return [name for i, name in enumerate(self.arguments) if invocation["present"] >> i & 1]
