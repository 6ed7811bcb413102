using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Tests.Kernels;

/// <summary>Whole numbers are folded as far as they are known.</summary>
public class IntegerTests
{
    private static readonly Integer I = Integer.Of("i");
    private static readonly Integer J = Integer.Of("j");

    [Fact]
    public void Terms_that_are_zero_and_factors_that_are_one_are_not_written()
    {
        AssertPrints("0", I * 0);
        AssertPrints("i", (I * 1) + 0);
        AssertPrints("i * 28", I * 28);
        AssertPrints("(i * 28) + j", (I * 28) + (J * 1));
        AssertPrints("-i", I * -1);
        AssertPrints("7", 3 + (Integer)4);
    }

    [Fact]
    public void Numbers_are_one_number_where_the_first_of_them_stands()
    {
        AssertPrints("i + 5 + j", I + 2 + J + 3);
        AssertPrints("i + j", I + 2 + J - 2);
        AssertPrints("(i * 2) - 3", (I * 2) - 3);
        AssertPrints("10 - (i * 2)", 10 - (I * 2));
        AssertPrints("(i * 5) + j", (I * 2) + J + (I * 3));
        AssertPrints("0", I - I);
    }

    [Fact]
    public void Known_choices_and_products_are_made()
    {
        AssertPrints("4", Integer.Max(4, 2));
        AssertPrints("Math.Min((i * 2) + 1, 9) - j", Integer.Min((I * 2) + 1, 9) - J);
        AssertPrints("i * 3", Integer.Product(3, I));
        AssertPrints("0", Integer.Product(I, 0));
        AssertPrints("(i + 1) * j", Integer.Product(I + 1, J));
        AssertPrints("Math.Min(i, 3) * Math.Min(j, 3)", Integer.Product(Integer.Min(I, 3), Integer.Min(J, 3)));
        AssertPrints("V.SubBlocks", Integer.InAllSubBlocks(1));
        AssertPrints("6 * V.SubBlocks", Integer.InAllSubBlocks(6));
        AssertPrints("((6 * V.SubBlocks) * 2) + 1", (Integer.InAllSubBlocks(6) * 2) + 1);
    }

    [Fact]
    public void A_product_that_may_be_too_large_is_as_wide_as_an_address()
    {
        AssertPrints("i", Integer.Wide(I, 1));
        AssertPrints("(IntPtr)i * 784", Integer.Wide(I, 784));
        AssertPrints("((IntPtr)(i + 8) * 784) + j", Integer.Wide(I + 8, 784) + J);
        AssertPrints("6272", Integer.Wide(8, 784));
        AssertPrints("(IntPtr)65536 * 65536", Integer.Wide(65536, 65536));
    }

    [Fact]
    public void What_divides_is_folded_and_is_one_operand()
    {
        AssertPrints("i / 3", I / 3);
        AssertPrints("((i + 1) % 3) + j", ((I + 1) % 3) + J);
        AssertPrints("i", I / 1);
        AssertPrints("0", I % 1);
        AssertPrints("2", (Integer)11 / 4);
        AssertPrints("3", (Integer)11 % 4);
    }

    [Fact]
    public void What_is_known_can_be_asked_for()
    {
        Assert.Equal(0, (I - I).Constant);
        Assert.Equal(12, ((Integer)4 * 3).Constant);
        Assert.Null((I + 1).Constant);
    }

    private static void AssertPrints(string expected, Integer number) => Assert.Equal(expected, number.ToString());
}
