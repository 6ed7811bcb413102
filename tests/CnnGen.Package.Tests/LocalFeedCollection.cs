namespace CnnGen.Package.Tests;

/// <summary>Tests that share one feed.</summary>
[CollectionDefinition(Name)]
public sealed class LocalFeedCollection : ICollectionFixture<LocalFeed>
{
    public const string Name = "Local feed";
}
