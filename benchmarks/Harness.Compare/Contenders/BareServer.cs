using System.Globalization;

namespace Harness.Compare.Contenders;

/// <summary>The bare loop of this program.</summary>
internal sealed class BareServer : IServer
{
    public string Name => "bare C# loop";

    public string Heartbeat => """{"action":"ping"}""";

    public Contender Start(Workload workload, int messageBytes) => Contender.Start(
        "dotnet",
        typeof(BareServer).Assembly.Location,
        "bare",
        workload.Rate.ToString(CultureInfo.InvariantCulture),
        messageBytes.ToString(CultureInfo.InvariantCulture),
        workload.TickMilliseconds.ToString(CultureInfo.InvariantCulture));

    public Func<int, string> Handshakes(Workload workload, int port) => _ => Handshake.For("/");
}
