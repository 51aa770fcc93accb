using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Cli.Tests.Checking;

/// <summary>A recording with one candle in it, whose high is 1.</summary>
internal static class MadeRecording
{
    /// <param name="low">Above 1 a MUST is broken.</param>
    /// <param name="timestamp">Without six digits a SHOULD is.</param>
    public static Task WriteAsync(string file, int low, string timestamp, string protocol = "ht-tse")
    {
        var message = $$$"""{"channel":"ohlcv-last-1m","symbolIsin":"IRT3SATF0001","timestamp":"{{{timestamp}}}","data":{"open":1,"high":1,"low":{{{low}}},"close":1,"volume":5}}""";
        var open = new HttpExchange
        {
            Method = "GET",
            Path = "/data-engine/tse-ifb/live/data/websocket/symbol/isin",
            Query = [new("channels", "ohlcv-last-1m"), new("symbol_isins", "IRT3SATF0001")],
            Headers = [new("Authorization", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA")],
        };
        var transcript = new Transcript(
            new TranscriptHeader { Session = "s1", Protocol = protocol, Started = DateTimeOffset.UnixEpoch },
            [
                new Frame { T = 0, Connection = 1, Index = 0, From = Party.Client, Kind = FrameKind.Open, Http = open },
                new Frame { T = 1, Connection = 1, Index = 1, From = Party.Server, Kind = FrameKind.Open, Http = new HttpExchange { Status = 101 } },
                new Frame { T = 1002, Connection = 1, Index = 2, From = Party.Server, Kind = FrameKind.Text, Payload = Encoding.UTF8.GetBytes(message) },
            ]);
        return File.WriteAllBytesAsync(file, TranscriptWriter.ToBytes(transcript, Redactor.FromSeed(1)), TestContext.Current.CancellationToken);
    }
}
