using Medusa.Web.Tests.Browsing;

namespace Medusa.Web.Tests;

/// <summary>One browser for all tests.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    /// <summary>The browser.</summary>
    public Chromium Chromium { get; private set; } = null!;

    public async Task InitializeAsync() => Chromium = await Chromium.StartAsync();

    public async Task DisposeAsync() => await Chromium.DisposeAsync();

    /// <summary>The tests that share it.</summary>
    [CollectionDefinition("browser")]
    public sealed class Collection : ICollectionFixture<BrowserTests>;
}
