using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>Statements one after another.</summary>
internal sealed class Block : Statement
{
    private readonly List<Statement> _statements = [];
    private readonly string _header;
    private readonly string _variable;
    private readonly Block? _outer;
    private HashSet<string>? _declared;
    private bool? _isApart;

    public Block()
        : this(null, string.Empty, string.Empty)
    {
    }

    // The variable is that of a loop, which has a next turn.
    private Block(Block? outer, string header, string variable)
    {
        _outer = outer;
        _header = header;
        _variable = variable;
    }

    public override int Operations => _statements.Sum(statement => statement.Operations);

    /// <summary>Those that its own statements declare, and those of blocks without braces; known when all are there.</summary>
    public override IReadOnlyCollection<string> Declared => Own;

    private HashSet<string> Own => _declared ??= _header.Length > 0
        ? []
        : [.. _statements.Where(statement => statement is not Block block || !block.IsApart(_statements)).SelectMany(statement => statement.Declared)];

    public override bool DeclaresOneOf(HashSet<string> names) =>
        names.Contains(_variable) || _statements.Any(statement => statement.DeclaresOneOf(names));

    /// <summary>Declares a vector.</summary>
    public Lanes Declare(string name, Lanes value)
    {
        Add([name], $"V {name} = ", value, ";");
        return Lanes.Of(name);
    }

    /// <summary>Declares vectors in one line.</summary>
    public Lanes[] Declare(IEnumerable<(string Name, Lanes Value)> vectors)
    {
        List<string> names = [];
        List<object> parts = [];
        foreach ((string name, Lanes value) in vectors)
        {
            parts.Add($"{(names.Count == 0 ? "V " : ", ")}{name} = ");
            parts.Add(value);
            names.Add(name);
        }

        Add(names, [.. parts, ";"]);
        return [.. names.Select(Lanes.Of)];
    }

    /// <summary>Declares a whole number; one that is known is no local.</summary>
    public Integer Declare(string name, Integer value)
    {
        if (value.Constant is not null)
        {
            return value;
        }

        Add([name], $"int {name} = ", value, ";");
        return Integer.Of(name);
    }

    /// <summary>Declares a place.</summary>
    public Address Declare(string name, Address value)
    {
        Add([name], $"ref float {name} = ", value, ";");
        return new Address(name);
    }

    /// <summary>Declares a place in memory that lasts as long as the method, which must not do so in a loop.</summary>
    public Address Allocate(string name, int floats)
    {
        Add([name], FormattableString.Invariant($"ref float {name} = ref MemoryMarshal.GetReference(stackalloc float[{floats}]);"));
        return new Address(name);
    }

    /// <summary>Gives a local another value.</summary>
    public void Assign(Lanes local, Lanes value) => _statements.Add(new Line([], 0, local, " = ", value, ";"));

    /// <summary>Adds to a local.</summary>
    public void Add(Lanes local, Lanes value) => _statements.Add(new Line([], 1, local, " += ", value, ";"));

    /// <summary>Subtracts from a local.</summary>
    public void Subtract(Lanes local, Lanes value) => _statements.Add(new Line([], 1, local, " -= ", value, ";"));

    /// <summary>Adds a product to a local.</summary>
    public void Accumulate(Lanes local, Lanes left, Lanes right) =>
        _statements.Add(new Line([], 1, "V.Accumulate(ref ", local, ", ", left, ", ", right, ");"));

    /// <summary>Adds the product with the float at a place to a local; what is inlined are two operations.</summary>
    public void Accumulate(Lanes local, Lanes left, Address right, Integer place) =>
        _statements.Add(new Line([], 2, "V.Accumulate(ref ", local, ", ", left, ", ", right, ", ", place, ");"));

    /// <summary>Stores a vector at a place, or so many vectors further on.</summary>
    public void Store(Lanes value, Address to, Integer vector) => _statements.Add(vector.Constant == 0
        ? new Line([], 1, "V.Store(", value, ", ", to, ");")
        : new Line([], 1, "V.Store(", value, ", ", to, ", ", vector, ");"));

    /// <summary>Moves a local that is a place to another one.</summary>
    public void Move(Address local, Address place)
    {
        if (place != local)
        {
            _statements.Add(new Line([], 0, $"{local.Name} = ", place, ";"));
        }
    }

    /// <summary>Moves a local to where the next turn of a loop finds it that stands between here and where it is declared; without one, nothing asks for it.</summary>
    public void Next(Address local, Address place)
    {
        for (Block? block = this; block is not null && !block.Declares(local.Name); block = block._outer)
        {
            if (block._variable.Length > 0)
            {
                Move(local, place);
                return;
            }
        }
    }

    /// <summary>Stores the sums over the lanes of vectors, one after another, four at a time; the last one fills up the last four.</summary>
    public void StoreSums(IReadOnlyList<Lanes> sums, Address to)
    {
        for (int first = 0; first < sums.Count; first += 4)
        {
            Lanes Sum(int index) => sums[Math.Min(first + index, sums.Count - 1)];
            _statements.Add(new Line(
                [], 1, "V.Sum(", Sum(0), ", ", Sum(1), ", ", Sum(2), ", ", Sum(3), ").StoreUnsafe(", to.Plus(first), ");"));
        }
    }

    /// <summary>Calls a method.</summary>
    /// <param name="method">Its name, with type arguments.</param>
    /// <param name="arguments">Its arguments; those that are null are left out.</param>
    public void Call(string method, params Expression?[] arguments)
    {
        List<object> parts = [method, "("];
        foreach (Expression argument in arguments.OfType<Expression>())
        {
            parts.Add(parts.Count == 2 ? string.Empty : ", ");
            parts.Add(argument);
        }

        Add([], [.. parts, ");"]);
    }

    /// <summary>A statement on single numbers, as it is written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The local that it declares; empty for none.</param>
    public void Write(FormattableString text, string local = "") => Add(local.Length == 0 ? [] : [local], FormattableString.Invariant(text));

    /// <summary>An empty line.</summary>
    public void Skip() => _statements.Add(new Line([], 0));

    /// <summary>Statements of their own, in braces where a local has the name of another one.</summary>
    public void Apart(Action<Block> write) => Append(string.Empty, string.Empty, write);

    /// <summary>Statements that belong together, as many in a line as it holds.</summary>
    public void Together(Action<Block> write)
    {
        Block row = new(this, string.Empty, string.Empty);
        write(row);
        _statements.Add(new Row([.. row._statements.Cast<Line>()]));
    }

    /// <summary>Statements under a condition.</summary>
    public void If(string condition, Action<Block> write) => Append($"if ({condition})", string.Empty, write);

    /// <summary>Statements under a condition, and others where it does not hold.</summary>
    public void If(string condition, Action<Block> write, Action<Block> otherwise)
    {
        If(condition, write);
        Append("else", string.Empty, otherwise);
    }

    /// <summary>A loop from 0 on.</summary>
    /// <inheritdoc cref="Loop(string, Integer, Integer, Integer, Action{Block, Integer})"/>
    public void Loop(string variable, Integer end, Action<Block, Integer> write) => Loop(variable, 0, end, write);

    /// <summary>A loop by ones.</summary>
    /// <inheritdoc cref="Loop(string, Integer, Integer, Integer, Action{Block, Integer})"/>
    public void Loop(string variable, Integer first, Integer end, Action<Block, Integer> write) => Loop(variable, first, end, 1, write);

    /// <summary>A loop, or what it does where it would do it once.</summary>
    /// <param name="variable">Its variable.</param>
    /// <param name="first">The first value of it.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="step">From value to value.</param>
    /// <param name="write">Adds the statements of a turn; it gets the variable.</param>
    public void Loop(string variable, Integer first, Integer end, Integer step, Action<Block, Integer> write)
    {
        if ((end - first).Constant is { } values && step.Constant is { } by && values <= by)
        {
            if (values > 0)
            {
                Apart(turn => write(turn, first));
            }

            return;
        }

        string move = step.Constant == 1 ? $"{variable}++" : $"{variable} += {step}";
        Append($"for (int {variable} = {first}; {variable} < {end}; {move})", variable, turn => write(turn, Integer.Of(variable)));
    }

    /// <summary>The turns of a loop one after another where their number is known, and else the loop.</summary>
    /// <inheritdoc cref="Loop(string, Integer, Integer, Integer, Action{Block, Integer})"/>
    public void Unroll(string variable, Integer end, Action<Block, Integer> write)
    {
        if (end.Constant is not { } turns)
        {
            Loop(variable, end, write);
            return;
        }

        for (int i = 0; i < turns; i++)
        {
            int number = i;
            Apart(turn => write(turn, number));
        }
    }

    /// <summary>Writes the statements, without braces around them.</summary>
    public void Write(SourceWriter writer)
    {
        foreach (Statement statement in _statements)
        {
            statement.Write(writer, _statements);
        }
    }

    public override void Write(SourceWriter writer, IReadOnlyList<Statement> around)
    {
        using (_header.Length > 0 || IsApart(around) ? writer.Block(_header) : null)
        {
            Write(writer);
        }
    }

    private void Add(IReadOnlyList<string> locals, params object[] parts) => _statements.Add(new Line(locals, 0, parts));

    private void Append(string header, string variable, Action<Block> write)
    {
        Block block = new(this, header, variable);
        write(block);
        if (block._statements.Count > 0)
        {
            _statements.Add(block);
        }
    }

    private bool Declares(string local)
    {
        foreach (Statement statement in _statements)
        {
            if (statement is Line line && line.Declared.Contains(local))
            {
                return true;
            }
        }

        return false;
    }

    // Whether what it declares would meet a local of the same name beside it.
    private bool IsApart(IReadOnlyList<Statement> around) =>
        _isApart ??= _header.Length == 0 && Own.Count > 0 && around.Any(other => other != this && other.DeclaresOneOf(Own));
}
