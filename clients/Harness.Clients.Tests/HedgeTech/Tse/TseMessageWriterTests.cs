using System.Text;
using System.Text.Json;
using Harness.Clients.HedgeTech.Tse.Json;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseMessageWriterTests
{
    [Theory]
    [InlineData("best-limit", TseFrames.BestLimit)]
    [InlineData("order-book", TseFrames.OrderBook)]
    [InlineData("ohlcv-last-1m", TseFrames.Ohlcv)]
    [InlineData("aggregate", TseFrames.Aggregate)]
    [InlineData("institutional-vs-individual", TseFrames.InstitutionalVsIndividual)]
    [InlineData("contract-info", TseFrames.ContractInfo)]
    [InlineData("fund-info", TseFrames.FundInfo)]
    [InlineData("sentiment", """{"mood":["calm",1.50,null]}""")]
    public void Message_is_written_as_it_was_read(string channel, string data)
    {
        RoundTrip(TseFrames.Message(channel, data)).ShouldBe(TseFrames.Message(channel, data));
        RoundTrip(TseFrames.Message(channel, data, "symbolName")).ShouldBe(TseFrames.Message(channel, data, "symbolName"));
    }

    private static string RoundTrip(string text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            TseMessageWriter.Write(json, TseMessageReader.Read(Encoding.UTF8.GetBytes(text)));
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
