using System.Diagnostics;
using System.Globalization;

namespace Harness.Compare.Contenders;

/// <summary>Node with the package <c>ws</c>, as most people would write it.</summary>
internal sealed class NodeServer : IServer
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "node", "server.cjs");

    public string Name => "node ws";

    public string Heartbeat => """{"action":"ping"}""";

    /// <summary>Null where there is no node, or no <c>ws</c> that it finds; <paramref name="missing"/> says which.</summary>
    public static NodeServer? Find(string repository, out string missing)
    {
        missing = "";
        var places = new[] { Environment.GetEnvironmentVariable("NODE_PATH"), Path.Combine(repository, "clients/samples/node/node_modules"), "/usr/lib/node_modules/wscat/node_modules", "/usr/local/lib/node_modules/wscat/node_modules" };
        Environment.SetEnvironmentVariable("NODE_PATH", string.Join(':', places.Where(place => !string.IsNullOrEmpty(place))));
        try
        {
            using var trial = Process.Start(new ProcessStartInfo("node", ["-e", "require('ws')"]) { RedirectStandardError = true, UseShellExecute = false })!;
            trial.WaitForExit();
            if (trial.ExitCode == 0) return new NodeServer();
            missing = "node finds no package ws: npm install in clients/samples/node";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            missing = "node is not installed";
        }

        return null;
    }

    public Contender Start(Workload workload, int messageBytes) => Contender.Start(
        "node", Script, workload.NodeRate.ToString(CultureInfo.InvariantCulture), messageBytes.ToString(CultureInfo.InvariantCulture));

    public Func<int, string> Handshakes(Workload workload, int port) => _ => Handshake.For("/");
}
