using CnnGen.Generator.Kernels;
using CnnGen.Generator.Tests.Emit;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Kernels;

/// <summary>A kernel prints what a person would write, and counts what is printed.</summary>
public class KernelMethodTests
{
    private static readonly Dictionary<string, MethodDeclarationSyntax> Functions =
        LaneOperations.Methods(CSharpSyntaxTree.ParseText(Repository.Read("runtime", "CnnGen", "Numerics", "LaneMath.cs"))).ToDictionary(method => method.Identifier.Text);

    [Fact]
    public void A_method_has_its_title_above_it_and_an_empty_line_after_it()
    {
        KernelMethod kernel = new("Conv1Forward", $"Conv1 forward: in[{1234567}].");
        Address source = kernel.Array("source");
        kernel.Parameter("int", "rows");
        kernel.Body.Loop("row", Integer.Of("rows"), (turn, row) => turn.Store(Lanes.Zero, source, row));
        SourceWriter writer = new();
        kernel.Write(writer);
        Assert.Equal(
            """
            // Conv1 forward: in[1234567].
            [MethodImpl(Optimized)]
            private static void Conv1Forward<V>(ref float source, int rows)
                where V : struct, ILanes<V>
            { unchecked {
                for (int row = 0; row < rows; row++)
                {
                    V.Store(V.Zero, ref source, row);
                }
            } }


            """,
            writer.ToString());
    }

    [Fact]
    public void A_loop_of_one_turn_is_its_body_and_moves_nothing_on()
    {
        Address x = new("x");
        AssertWrites(
            "V.Store(V.Load(ref x, 28), ref x, 28);",
            block => block.Loop("row", 1, (turn, row) =>
            {
                turn.Store(Lanes.Load(x, (row * 14) + 28), x, row + 28);
                turn.Next(x, x.At(14));
            }));
        AssertWrites(
            """
            for (int row = 1; row < 3; row++)
            {
                V.Store(V.Load(ref x, row * 14), ref x, row);
                x = ref V.At(ref x, 14);
            }
            """,
            block => block.Loop("row", 1, 3, (turn, row) =>
            {
                turn.Store(Lanes.Load(x, row * 14), x, row);
                turn.Next(x, x.At(14));
            }));
    }

    [Fact]
    public void A_loop_by_steps_is_its_body_where_one_step_is_all()
    {
        static void Store(Block turn, Integer i) => turn.Store(Lanes.Zero, new Address("x"), i + 1);
        AssertWrites("V.Store(V.Zero, ref x, 17);", block => block.Loop("row", 16, 20, 4, Store));
        AssertWrites(
            "for (int row = line; row < line + 8; row += 4)\n{\n    V.Store(V.Zero, ref x, row + 1);\n}",
            block => block.Loop("row", Integer.Of("line"), Integer.Of("line") + 8, 4, Store));
        AssertWrites("V.Store(V.Zero, ref x, line + 1);", block => block.Loop("row", Integer.Of("line"), Integer.Of("line") + 4, 4, Store));
        AssertWrites(
            "for (int lane = 0; lane < 16; lane += V.Count * 2)\n{\n    V.Store(V.Zero, ref x, lane + 1);\n}",
            block => block.Loop("lane", 0, 16, Integer.Of("V.Count") * 2, Store));
    }

    [Fact]
    public void A_place_moves_on_where_a_loop_between_here_and_its_declaration_has_a_next_turn()
    {
        Address weight = new("weight");
        AssertWrites(
            """
            for (int i = 0; i < 2; i++)
            {
                ref float x = ref weight;
                V.Store(V.Zero, ref x);
                weight = ref Unsafe.Add(ref weight, 3);
            }
            """,
            block => block.Loop("i", 2, (outer, _) =>
            {
                Address x = outer.Declare("x", weight);
                outer.Loop("j", 1, (inner, _) =>
                {
                    inner.Store(Lanes.Zero, x, 0);
                    inner.Next(weight, weight.Plus(3));
                    inner.Next(x, x.At(5));
                });
            }));
    }

    [Fact]
    public void Statements_stand_in_one_line_where_they_belong_together() => AssertWrites(
        """
        V sum0 = V.Zero, sum1 = V.Zero;
        if (V.Registers == 32)
        {
            sum0 += sum1; sum1 += sum0;
        }
        else
        {
            sum1 += sum1;
        }
        """,
        block =>
        {
            Lanes[] sums = block.Declare(new[] { ("sum0", Lanes.Zero), ("sum1", Lanes.Zero) });
            block.If(
                "V.Registers == 32",
                many => many.Together(line =>
                {
                    line.Add(sums[0], sums[1]);
                    line.Add(sums[1], sums[0]);
                }),
                few => few.Add(sums[1], sums[1]));
        });

    [Fact]
    public void Statements_that_belong_together_go_on_in_the_next_line_where_one_is_full()
    {
        Lanes sum = Lanes.Of("sum0_0");
        AssertWrites(
            """
            V w0 = V.Broadcast(ref w, 7); V.Accumulate(ref sum0_0, w0, w0); V.Accumulate(ref sum0_0, w0, ref w, 0);
            V.Accumulate(ref sum0_0, w0, w0);
            """,
            block => block.Together(line =>
            {
                Lanes weight = line.Declare("w0", Lanes.Broadcast(new Address("w"), 7));
                line.Accumulate(sum, weight, weight);
                line.Accumulate(sum, weight, new Address("w"), 0);
                line.Accumulate(sum, weight, weight);
            }));
    }

    [Fact]
    public void Sums_over_lanes_are_stored_four_at_a_time() => AssertWrites(
        """
        V.Sum(a, b, c, a).StoreUnsafe(ref Unsafe.Add(ref x, i));
        V.Sum(b, b, b, b).StoreUnsafe(ref Unsafe.Add(ref x, i + 4));
        """,
        block => block.StoreSums(
            [Lanes.Of("a"), Lanes.Of("b"), Lanes.Of("c"), Lanes.Of("a"), Lanes.Of("b")], new Address("x").Plus(Integer.Of("i"))));

    [Fact]
    public void Memory_of_the_method_is_a_place() => AssertWrites(
        "ref float partial = ref MemoryMarshal.GetReference(stackalloc float[16]);\nV.Store(V.Zero, ref partial);",
        block => block.Store(Lanes.Zero, block.Allocate("partial", 16), 0));

    [Fact]
    public void A_place_does_not_move_to_where_it_is() => AssertWrites(
        string.Empty,
        block =>
        {
            Address x = new("x");
            block.Move(x, x.At(0));
        });

    [Fact]
    public void A_loop_without_a_turn_and_one_without_statements_are_nothing()
    {
        AssertWrites(string.Empty, block => block.Loop("i", 0, (turn, i) => turn.Store(Lanes.Zero, new Address("x"), i)));
        AssertWrites(string.Empty, block => block.Loop("i", 3, 2, (turn, i) => turn.Store(Lanes.Zero, new Address("x"), i)));
        AssertWrites(string.Empty, block => block.Loop("i", 5, (turn, i) => { }));
    }

    [Fact]
    public void Turns_are_written_one_after_another_where_their_number_is_known()
    {
        static void Sum(Block block, Integer count)
        {
            Lanes sum = block.Declare("sum", Lanes.Zero);
            block.Unroll("i", count, (turn, i) => turn.Add(sum, Lanes.Load(new Address("x"), i * 2)));
        }

        AssertWrites("V sum = V.Zero;\nsum += V.Load(ref x);\nsum += V.Load(ref x, 2);", block => Sum(block, 2));
        AssertWrites("V sum = V.Zero;\nfor (int i = 0; i < columns; i++)\n{\n    sum += V.Load(ref x, i * 2);\n}", block => Sum(block, Integer.Of("columns")));
    }

    [Fact]
    public void Braces_stand_where_names_would_meet_and_nowhere_else()
    {
        static void Load(Block block) => block.Store(block.Declare("value", Lanes.Load(new Address("x"), 0)), new Address("y"), 0);
        AssertWrites("V value = V.Load(ref x);\nV.Store(value, ref y);", block => block.Apart(Load));
        AssertWrites(
            """
            {
                V value = V.Load(ref x);
                V.Store(value, ref y);
            }
            {
                V value = V.Load(ref x);
                V.Store(value, ref y);
            }
            """,
            block => block.Unroll("i", 2, (turn, _) => Load(turn)));

        // A name further in is met too, and one further out by what stands in no braces itself.
        AssertWrites(
            """
            for (int i = 0; i < 2; i++)
            {
                V value = V.Load(ref x);
                V.Store(value, ref y);
            }
            {
                V value = V.Load(ref x);
                V.Store(value, ref y);
            }
            """,
            block =>
            {
                block.Loop("i", 2, (turn, _) => Load(turn));
                block.Apart(inner => inner.Apart(Load));
            });
    }

    [Fact]
    public void A_local_that_is_a_number_is_that_number() => AssertWrites(
        "int last = Math.Min(row + 2, 7);\nV.Store(V.Zero, ref x, last + 3);",
        block =>
        {
            Integer first = block.Declare("first", Integer.Max(3, -1));
            Integer last = block.Declare("last", Integer.Min(Integer.Of("row") + 2, 7));
            block.Store(Lanes.Zero, new Address("x"), last + first);
        });

    [Fact]
    public void Places_no_further_on_are_the_place_itself()
    {
        Address x = new("x");
        Assert.Equal("ref x", x.At(0).ToString());
        Assert.Equal("ref V.At(ref x, i + 5)", x.At(Integer.Of("i") + 2).At(3).ToString());
        Assert.Equal("ref V.At(ref Unsafe.Add(ref x, 16), i)", x.Plus(16).At(Integer.Of("i")).ToString());
    }

    [Fact]
    public void Values_are_bracketed_where_they_would_be_read_otherwise()
    {
        (Lanes a, Lanes b, Lanes c) = (Lanes.Of("a"), Lanes.Of("b"), Lanes.Of("c"));
        Assert.Equal("a + b - c", (a + b - c).ToString());
        Assert.Equal("a - (b - c)", (a - (b - c)).ToString());
        Assert.Equal("(a + b) * c / a", ((a + b) * c / a).ToString());
        Assert.Equal("a + (b * c)", (a + (b * c)).ToString());
        Assert.Equal("V.Max(V.Zero, a - b)", Lanes.Max(Lanes.Zero, a - b).ToString());
        Assert.Equal("V.Broadcast(0.1f)", Lanes.PartOf(10).ToString());
        Assert.Equal("V.Broadcast(1f / (rows * 3))", Lanes.PartOf(Integer.Of("rows") * 3).ToString());
    }

    [Fact]
    public void Functions_have_the_operations_of_their_bodies()
    {
        string[] wrong =
        [
            .. from function in LaneFunction.All
               let count = LaneOperations.Count(Functions[function.Name], Functions)
               where count != function.Operations
               select $"{function.Name} has {count} lane operations, not {function.Operations}",
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_method_counts_the_operations_of_its_text()
    {
        KernelMethod kernel = new("Sums", $"All statements.");
        (Address x, Address y) = (kernel.Array("x"), kernel.Array("y"));
        Integer last = kernel.Number("last");
        kernel.Body.Loop("part", Integer.InAllSubBlocks(6), (block, part) =>
        {
            Address from = block.Declare("from", x.Plus(3).At(part));
            Lanes sum = block.Declare("sum", Lanes.Broadcast(from, 2) + Lanes.Zero);
            Lanes product = block.Declare("product", sum * Lanes.Broadcast(0.5f));
            block.Accumulate(sum, product, Lanes.Load(from, part));
            block.Accumulate(sum, product, from, part);
            block.Add(sum, Lanes.MultiplyAdd(product, Lanes.Abs(sum), Lanes.Zero));
            block.Assign(product, Lanes.SelectGreater(sum, Lanes.Zero, Lanes.MaxOrNaN(sum, product), sum));
            block.If("part > 0", then => then.Store(Lanes.SelectSame(sum, product, sum - product, Lanes.Zero), y, part));
            block.Unroll("i", 2, (turn, i) => turn.Store(Lanes.Apply(LaneFunction.Tanh, sum), y, i));
            block.Call("Other<V>", from.At(1), null, y.Plus(2), last);
            block.StoreSums([sum, product, sum, Lanes.Zero], y.Plus(last));
            block.Move(from, from.At(4));
            block.Write($"int count = V.Count * 2;", "count");
        });
        SourceWriter writer = new();
        kernel.Write(writer);
        MethodDeclarationSyntax method = LaneOperations.Methods(CSharpSyntaxTree.ParseText($"class C {{ {writer} }}")).Single();
        Assert.Equal(LaneOperations.Count(method, Functions), kernel.Operations);
        Assert.Contains("Sums<V>(ref float x, ref float y, int last)", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("Other<V>(ref V.At(ref from, 1), ref Unsafe.Add(ref y, 2), last);", writer.ToString(), StringComparison.Ordinal);
    }

    private static void AssertWrites(string expected, Action<Block> write)
    {
        Block block = new();
        write(block);
        SourceWriter writer = new();
        block.Write(writer);
        Assert.Equal(expected, writer.ToString().TrimEnd('\n'));
    }
}
