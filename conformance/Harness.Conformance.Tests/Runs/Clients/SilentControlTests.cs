using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Clients.InProcess;
using Harness.Fixtures.Catalog;

namespace Harness.Conformance.Tests.Runs.Clients;

public sealed class SilentControlTests
{
    [Theory]
    [InlineData("ht-tse")]
    [InlineData("odin")]
    [InlineData("airalgo")]
    [InlineData("virtuoso")]
    public async Task Nothing_passes_against_a_server_that_is_silent(string protocol)
    {
        // The same client passes as soon as the server speaks: see ReferenceClientTests.
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find(protocol)! };
        (await new SilentControl(options, ReferenceClients.Of(protocol), ClientPlace.InProcess).RunAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }
}
