using System.CommandLine;
using System.Globalization;
using Harness.Cli.Flags;
using Harness.Cli.Serving;
using Harness.Conformance.Runs;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Replaying;
using Harness.Mocks.Server;

namespace Harness.Cli.Replaying;

/// <summary><c>harness replay</c>: plays recorded servers back until it is told to stop.</summary>
internal sealed class ReplayCommand : Verb
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Transcripts (.jsonl), HAR files (.har), or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Flag<int> _port = new("--port", "PORT", Forms.Port, "Port to listen on, 0 for a free one; 8080 if absent");
    private readonly Flag<string> _host = new("--host", "ADDRESS", Forms.Address, "Address to listen on; 127.0.0.1 if absent");
    private readonly Flag<string> _pace = new("--pace", "recorded|max|step", Forms.OneOf("recorded", "max", "step"), "As it was, at once, or at once but in step with the client; recorded if absent");
    private readonly Flag<double> _speed = new("--speed", "X", Forms.Speed, "How many recorded seconds pass in one; 1 if absent");
    private readonly Switch _tls = new("--tls", "Listen with TLS, under a certificate authority made on first use");

    public ReplayCommand()
        : base("replay", "Plays recorded servers back until it is stopped")
    {
        Arguments.Add(_paths);
        foreach (var option in (Option[])[_port.Option, _host.Option, _pace.Option, _speed.Option, _tls.Option]) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var pace = flags.Value(_pace, "recorded") switch { "max" => ReplayPace.Max, "step" => ReplayPace.Step, _ => ReplayPace.Recorded };
        if (pace != ReplayPace.Recorded && flags.IsGiven(_speed)) flags.Add("--speed: expected only with --pace recorded, as the other paces do not look at time");
        var recordings = Recordings.Read(flags.Values(_paths), out var problems, out var remarks);
        foreach (var problem in problems) flags.Add(problem);
        var options = new ReplayOptions
        {
            Transcripts = [.. recordings.Select(recording => recording.Transcript)],
            Port = flags.Value(_port, 8080),
            Host = flags.Value(_host, "127.0.0.1"),
            Tls = flags.IsOn(_tls),
            Pace = pace,
            Speed = flags.Value(_speed, 1),
        };
        return cancellationToken =>
        {
            foreach (var remark in remarks) surroundings.Error.WriteLine(remark);
            return ReplayAsync(options, surroundings, cancellationToken);
        };
    }

    private static async Task<int> ReplayAsync(ReplayOptions options, Surroundings surroundings, CancellationToken cancellationToken)
    {
        await using var log = new LogWriter(surroundings.Error);
        try
        {
            await using var server = await ReplayServer.StartAsync(options with { Log = log.Write }, cancellationToken);
            Announce(surroundings.Output, server);
            await Stop.RequestedAsync(cancellationToken);
        }
        catch (MockServerException wrong)
        {
            throw new UsageException(wrong.Problems);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before it was up: that is what was asked for.
        }

        return ExitCode.Success;
    }

    private static void Announce(TextWriter output, ReplayServer server)
    {
        var listening = server.SocketUrl.GetLeftPart(UriPartial.Authority);
        foreach (var protocol in server.Sockets.GroupBy(socket => socket.Protocol))
        {
            output.WriteLine($"{protocol.Key}  {ProtocolCatalog.Embedded.Find(protocol.Key)?.Title ?? "no protocol of ours"}");
            foreach (var (path, _, connections) in protocol)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {listening}{path}  {connections} {(connections == 1 ? "connection" : "connections")}"));
            }

            output.WriteLine();
        }

        AuthorityLines.Write(output, server.AuthorityPath);
        output.WriteLine($"ready {server.HttpUrl.GetLeftPart(UriPartial.Authority)}");
        output.Flush();
    }
}
