using CnnGen.Generator.Text;

namespace CnnGen.Generator.Kernels;

/// <summary>Statements one after another.</summary>
internal sealed class Block : Statement
{
    private readonly List<Statement> _statements = [];
    private readonly string _header;
    private readonly string _variable;
    private readonly bool _hasNextTurn;

    public Block()
        : this(string.Empty, string.Empty, hasNextTurn: false)
    {
    }

    private Block(string header, string variable, bool hasNextTurn)
    {
        _header = header;
        _variable = variable;
        _hasNextTurn = hasNextTurn;
    }

    public override int Operations => _statements.Sum(statement => statement.Operations);

    public override IEnumerable<string> Declared => _header.Length > 0
        ? []
        : _statements.Where(statement => !IsApart(statement, _statements)).SelectMany(statement => statement.Declared);

    public override IEnumerable<string> AllDeclared =>
        _statements.SelectMany(statement => statement.AllDeclared).Concat(_variable.Length == 0 ? [] : [_variable]);

    /// <summary>Declares a vector.</summary>
    public Lanes Declare(string name, Lanes value)
    {
        _statements.Add(new Line(name, 0, $"V {name} = ", value, ";"));
        return Lanes.Of(name);
    }

    /// <summary>Declares a whole number; one that is known is no local.</summary>
    public Integer Declare(string name, Integer value)
    {
        if (value.Constant is not null)
        {
            return value;
        }

        _statements.Add(new Line(name, 0, $"int {name} = ", value, ";"));
        return Integer.Of(name);
    }

    /// <summary>Declares a place.</summary>
    public Address Declare(string name, Address value)
    {
        _statements.Add(new Line(name, 0, $"ref float {name} = ", value, ";"));
        return new Address(name);
    }

    /// <summary>Gives a local another value.</summary>
    public void Assign(Lanes local, Lanes value) => _statements.Add(new Line(string.Empty, 0, local, " = ", value, ";"));

    /// <summary>Adds to a local.</summary>
    public void Add(Lanes local, Lanes value) => _statements.Add(new Line(string.Empty, 1, local, " += ", value, ";"));

    /// <summary>Adds a product to a local.</summary>
    public void Accumulate(Lanes local, Lanes left, Lanes right) =>
        _statements.Add(new Line(string.Empty, 1, "V.Accumulate(ref ", local, ", ", left, ", ", right, ");"));

    public void Store(Lanes value, Address to, Integer vector) =>
        _statements.Add(new Line(string.Empty, 1, "V.Store(", value, ", ", to, ", ", vector, ");"));

    /// <summary>Moves a local that is a place to another one.</summary>
    public void Move(Address local, Address place) =>
        _statements.Add(new Line(string.Empty, 0, $"{local.Name} = ", place, ";"));

    /// <summary>Moves a local, in a turn of a loop, to where the next turn finds it; after the only turn nothing asks for it.</summary>
    public void Next(Address local, Address place)
    {
        if (_hasNextTurn)
        {
            Move(local, place);
        }
    }

    /// <summary>Calls a method.</summary>
    /// <param name="method">Its name, with type arguments.</param>
    /// <param name="arguments">Its arguments.</param>
    public void Call(string method, params Expression[] arguments)
    {
        List<object> parts = [method, "("];
        for (int i = 0; i < arguments.Length; i++)
        {
            parts.Add(i == 0 ? string.Empty : ", ");
            parts.Add(arguments[i]);
        }

        _statements.Add(new Line(string.Empty, 0, [.. parts, ");"]));
    }

    /// <summary>A statement on single numbers, as it is written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The local that it declares; empty for none.</param>
    public void Write(FormattableString text, string local = "") => _statements.Add(new Line(local, 0, FormattableString.Invariant(text)));

    /// <summary>An empty line.</summary>
    public void Skip() => _statements.Add(new Line(string.Empty, 0));

    /// <summary>Statements of their own, in braces where a local has the name of another one.</summary>
    public void Apart(Action<Block> write) => Append(string.Empty, string.Empty, hasNextTurn: false, write);

    /// <summary>Statements under a condition.</summary>
    public void If(string condition, Action<Block> write) => Append($"if ({condition})", string.Empty, hasNextTurn: false, write);

    /// <summary>A loop from 0 on.</summary>
    /// <inheritdoc cref="Loop(string, Integer, Integer, Action{Block, Integer})"/>
    public void Loop(string variable, Integer end, Action<Block, Integer> write) => Loop(variable, 0, end, write);

    /// <summary>A loop, or what it does where it would do it once.</summary>
    /// <param name="variable">Its variable.</param>
    /// <param name="first">The first value of it.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="write">Adds the statements of a turn; it gets the variable.</param>
    public void Loop(string variable, Integer first, Integer end, Action<Block, Integer> write)
    {
        if ((end - first).Constant is not { } turns)
        {
            turns = int.MaxValue;
        }

        if (turns == 1)
        {
            Apart(turn => write(turn, first));
        }
        else if (turns > 1)
        {
            Append($"for (int {variable} = {first}; {variable} < {end}; {variable}++)", variable, hasNextTurn: true, turn => write(turn, Integer.Of(variable)));
        }
    }

    /// <summary>The turns of a loop one after another where their number is known, and else the loop.</summary>
    /// <inheritdoc cref="Loop(string, Integer, Integer, Action{Block, Integer})"/>
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
        using (_header.Length > 0 || IsApart(this, around) ? writer.Block(_header) : null)
        {
            Write(writer);
        }
    }

    private void Append(string header, string variable, bool hasNextTurn, Action<Block> write)
    {
        Block block = new(header, variable, hasNextTurn);
        write(block);
        if (block._statements.Count > 0)
        {
            _statements.Add(block);
        }
    }

    // Whether what it declares would meet a local of the same name beside it.
    private static bool IsApart(Statement statement, IReadOnlyList<Statement> around)
    {
        if (statement is not Block { _header.Length: 0 } block)
        {
            return false;
        }

        HashSet<string> own = [.. block.Declared];
        return own.Count > 0 && around.Any(other => other != statement && other.AllDeclared.Any(own.Contains));
    }
}
