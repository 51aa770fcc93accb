using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Harness.Cli.Flags;
using Harness.Conformance.Runs.Clients;

namespace Harness.Cli.Checking;

/// <summary><c>harness check client … -- COMMAND</c>: plays the server's side of every case against a program.</summary>
internal sealed class CheckClientCommand : Verb
{
    private readonly RunFlags _run = new();
    private readonly RepeatedFlag<string> _capabilities = new("--capabilities", "A,B", Forms.Text, "What the client can do beyond what it declares itself: echo, orders");
    private readonly RepeatedFlag<string> _env = new("--env", "NAME=TEMPLATE", Forms.Text, "A variable for the client, such as WS_URL={url}");
    private readonly Flag<int> _port = new("--port", "PORT", Forms.Port, "Port of the mock; a free one for each case if absent");
    private readonly Flag<ulong> _seed = new("--seed", "N", Forms.Seed, "Seed of the mocks; 1 if absent");

    private readonly Argument<string[]> _command = new("COMMAND")
    {
        Description = "The client and its arguments, after --; {url} {ws} {http} {path} {username} {password} {symbols} {channels} and so on stand for its task",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public CheckClientCommand()
        : base("client", "Judges a client, any program that can be started")
    {
        Arguments.Add(_command);
        Option[] own = [_capabilities.Option, _env.Option, _port.Option, _seed.Option];
        foreach (var option in _run.Options.Concat(own)) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var usual = new ClientRunOptions();
        var options = _run.Read(flags);
        var files = flags.Values(_run.Judging.Report);
        var known = _run.Judging.Known(flags);
        var update = flags.IsOn(_run.Judging.Update);
        var client = usual with
        {
            Command = flags.Values(_command),
            Environment = Variables(flags),
            Capabilities = [.. flags.Values(_capabilities).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            Port = flags.Value(_port, usual.Port),
            Seed = flags.Value(_seed, usual.Seed),
        };
        if (client.Command.Count == 0) flags.Add("expected the client's command after --, such as: -- python3 client.py {url}");
        if (!ClientRun.Protocols.Contains(options.Protocol.Slug)) flags.Add($"--protocol: no client of {options.Protocol.Slug} can be judged yet, only of {string.Join(", ", ClientRun.Protocols)}");
        return async cancellationToken =>
        {
            if (client.Port > 0) RequireFree(client.Port, surroundings);
            using var output = new ReportOutput(files, surroundings);
            var report = await new ClientRun(output.Attach(options with { Known = known?.List ?? options.Known }), client).RunAsync(cancellationToken);
            output.End(report);
            return await output.FinishAsync([report], isMatrix: false, update ? [(known!, [0])] : null);
        };
    }

    /// <summary>One port serves one mock at a time; a port that something else has would fail every case.</summary>
    /// <exception cref="UsageException">It is taken.</exception>
    private static void RequireFree(int port, Surroundings surroundings)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException taken)
        {
            throw new UsageException([$"--port (or HARNESS_PORT): expected a free port, but {port} cannot be listened on: {taken.Message}"]);
        }

        surroundings.Error.WriteLine($"--port {port}: every case listens there, so they run one after the other");
    }

    private Dictionary<string, string> Variables(FlagReader flags)
    {
        var variables = new Dictionary<string, string>();
        foreach (var text in flags.Values(_env))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) variables[text[..equals]] = text[(equals + 1)..];
            else flags.Add($"--env: expected NAME=TEMPLATE, got '{text}'");
        }

        return variables;
    }
}
