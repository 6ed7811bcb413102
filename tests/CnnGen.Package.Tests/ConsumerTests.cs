using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>New projects of each kind build on the packages without a warning, and train.</summary>
[Collection(LocalFeedCollection.Name)]
public class ConsumerTests(LocalFeed feed)
{
    [Fact]
    public async Task A_library_with_all_analyzers_and_a_program_that_references_it_alone_train_on_NET_9()
    {
        CommandResult run = (await feed.Consumers).Run("dotnet", "Application/bin/Release/net9.0/Application.dll");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("library 1.00\napplication 1.00\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_test_project_that_references_the_package_for_ONNX_alone_has_the_generator()
    {
        CommandResult run = (await feed.Consumers).Run("dotnet", "test", "-c", "Release", "--no-build", "Tests/Tests.csproj");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Contains("Passed:     1", run.Output, StringComparison.Ordinal);
    }
}
