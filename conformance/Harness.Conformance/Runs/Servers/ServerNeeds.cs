using Harness.Conformance.Probes;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios.Actions;

namespace Harness.Conformance.Runs.Servers;

/// <summary>Which cases a server may be put to, and which flag would enable the others.</summary>
internal static class ServerNeeds
{
    /// <returns>Null where the case can run; else why not, and the flag that would enable it.</returns>
    public static (string Why, string Flag)? Missing(TestCase one, CheckOptions options, ServerRunOptions server, ProbeTarget target)
    {
        foreach (var need in one.Needs)
        {
            switch (need)
            {
                case "bad-credentials" or "flood" when !target.IsLoopback && !server.OwnsTarget:
                    return ("bad credentials and floods are not sent to other people's systems", "--i-own-this-target");
                case "orders" when !target.IsLoopback && !server.AllowOrders:
                    return ("orders are not placed at other people's systems", "--allow-orders");
            }
        }

        if (one.Account is { } role && IsGuess(one, options) && !target.IsLoopback) return ($"it needs an account of the role {role}", AccountFlag(one));
        if (one.Steps.Any(step => step is HarnessStep { Action: PlaceOrderAction }) && server is { OrderCommand: null, PlaceOrder: null }) return ("an order has to be placed from outside", "--provoke order=COMMAND");
        return null;
    }

    /// <summary>
    /// The case logs in as somebody whom nobody named. On this machine the protocol's own accounts are tried, since a mock has them; elsewhere nobody
    /// knocks with names that were made up.
    /// </summary>
    public static bool IsGuess(TestCase one, CheckOptions options) => one.Account is { } role && !options.Accounts.ContainsKey(role);

    /// <summary>The flag that names the account.</summary>
    public static string AccountFlag(TestCase one) => $"--account {one.Account}=USER:PASS";
}
