using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.WrongInput;

/// <summary>
/// Whatever a client sends: it gets what its document or our stand says, its connection stays where it should, and its neighbour's does not notice.
/// An error in the mock's log fails the test.
/// </summary>
public sealed class WrongMessageTests
{
    private const int LongestAnswer = 4096;

    public static TheoryData<string> Slugs => [.. Dialect.All.Select(dialect => dialect.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Wrong_message_is_answered_as_it_should_and_hurts_nobody(string slug)
    {
        var dialect = Dialect.Of(slug);
        await using var mock = await StartAsync(slug);
        await using var neighbour = await dialect.ConnectAsync(mock);
        var wrong = new List<string>();
        foreach (var input in WrongMessages.For(dialect))
        {
            await using var peer = await dialect.ConnectAsync(mock);
            peer.Send(input.Message);
            var answer = dialect.Ping is null ? "" : await NextOrEndAsync(peer);
            if (answer?.Contains(input.Answer, StringComparison.Ordinal) != true) wrong.Add($"{input.Name}: expected an answer with {input.Answer}, but was {Short(answer)}");
            else if (input.Answer.Length > 0 && answer.Length > LongestAnswer) wrong.Add($"{input.Name}: the answer has {answer.Length} characters");
            else if (!await IsAliveAsync(dialect, mock, peer)) wrong.Add($"{input.Name}: the connection gave no sign of life after {Short(answer)}");
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        (await IsAliveAsync(dialect, mock, neighbour)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Message_beyond_a_megabyte_closes_its_connection_with_1009(string slug)
    {
        var dialect = Dialect.Of(slug);
        await using var mock = await StartAsync(slug);
        await using var neighbour = await dialect.ConnectAsync(mock);
        await using var peer = await dialect.ConnectAsync(mock);

        peer.Send(WireMessage.Text(new string(' ', (1 << 20) + 1)));
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1009);
        (await IsAliveAsync(dialect, mock, neighbour)).ShouldBeTrue();
    }

    private static Task<PlayedMock> StartAsync(string slug) => PlayedMock.StartAsync(options => options with { Protocols = [slug], Rate = slug.StartsWith("ht-", StringComparison.Ordinal) ? 2 : 0 });

    /// <summary>Whether the connection still does what it is for: answers a ping, or streams where it does not listen.</summary>
    private static async Task<bool> IsAliveAsync(Dialect dialect, PlayedMock mock, Peer peer)
    {
        if (dialect.Ping is { } ping)
        {
            peer.Send(ping(""));
            return (await NextOrEndAsync(peer))?.Contains(dialect.Pong, StringComparison.Ordinal) == true;
        }

        peer.Drain();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var stream = peer.Drain();
        return stream.Count > 0 && stream.All(message => message.StartsWith("{\"channel\":", StringComparison.Ordinal));
    }

    private static string Short(string? answer) => answer is null ? "the end of the connection" : answer.Length <= 200 ? answer : answer[..200] + "…";

    private static async Task<string?> NextOrEndAsync(Peer peer)
    {
        try
        {
            return await peer.NextAsync();
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            return null;
        }
    }
}
