namespace Harness.Mocks.Server;

/// <summary>What is said where a host hands over messages and no connection.</summary>
internal static class MessageHost
{
    /// <summary>Why something cannot be done there, and where it can.</summary>
    public static string Refusal(string action) =>
        $"{action} is not possible here: this host (Microsoft.AspNetCore.TestHost) carries whole messages and close frames, and no connection whose bytes could be touched; "
        + "start the mock on a port or in process for it";
}
