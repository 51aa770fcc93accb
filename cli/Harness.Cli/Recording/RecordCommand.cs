using System.Globalization;
using Harness.Cli.Flags;
using Harness.Cli.Serving;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Recording;
using Harness.Mocks.Server;

namespace Harness.Cli.Recording;

/// <summary><c>harness record</c>: stands between clients and a real server until it is told to stop, and writes transcripts.</summary>
internal sealed class RecordCommand : Verb
{
    private readonly RecordFlags _flags = new();

    public RecordCommand()
        : base("record", "Passes everything on between clients and a real server, and writes transcripts, until it is stopped")
    {
        foreach (var option in _flags.Options) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var options = _flags.Read(flags);
        return cancellationToken => RecordAsync(options, surroundings, cancellationToken);
    }

    private static async Task<int> RecordAsync(RecordingOptions options, Surroundings surroundings, CancellationToken cancellationToken)
    {
        await using var log = new LogWriter(surroundings.Error);
        try
        {
            var proxy = await RecordingProxy.StartAsync(options with { Log = log.Write }, cancellationToken);
            await using (proxy)
            {
                Announce(surroundings.Output, proxy, options);
                await Stop.RequestedAsync(cancellationToken);
            }

            var word = proxy.Sessions == 1 ? "session" : "sessions";
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{proxy.Sessions} {word} recorded in {options.Directory}"));
            return proxy.IsIncomplete ? ExitCode.Fault : ExitCode.Success;
        }
        catch (MockServerException wrong)
        {
            throw new UsageException(wrong.Problems);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before it was up: that is what was asked for.
            return ExitCode.Success;
        }
    }

    private static void Announce(TextWriter output, RecordingProxy proxy, RecordingOptions options)
    {
        var listening = proxy.SocketUrl.GetLeftPart(UriPartial.Authority);
        var target = options.Target.AbsoluteUri.TrimEnd('/');
        foreach (var protocol in ProtocolCatalog.Embedded.Protocols.Where(protocol => options.Protocol is null || protocol.Slug == options.Protocol))
        {
            output.WriteLine($"{protocol.Slug}  {protocol.Title}");
            foreach (var endpoint in protocol.Endpoints) output.WriteLine($"  {listening}{endpoint.Path}");
            output.WriteLine();
        }

        output.WriteLine($"target {target}");
        output.WriteLine($"transcripts {options.Directory}");
        AuthorityLines.Write(output, proxy.AuthorityPath);
        output.WriteLine($"ready {proxy.HttpUrl.GetLeftPart(UriPartial.Authority)}");
        output.Flush();
    }
}
