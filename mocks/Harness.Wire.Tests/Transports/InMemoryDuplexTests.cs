using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Transports;

public sealed class InMemoryDuplexTests
{
    private readonly InMemoryStream _client;
    private readonly InMemoryStream _server;

    public InMemoryDuplexTests() => (_client, _server) = InMemoryDuplex.CreatePair(capacity: 100);

    [Fact]
    public async Task Bytes_arrive_in_order_through_a_small_window()
    {
        var sent = new byte[10_000];
        new Random(3).NextBytes(sent);
        var writing = WriteInPiecesAsync(sent);
        var received = new byte[sent.Length];
        var sizes = new Random(5);
        for (var length = 0; length < received.Length;)
        {
            length += await _server.ReadAsync(received.AsMemory(length, Math.Min(sizes.Next(1, 60), received.Length - length))).InTime("bytes");
        }

        received.ShouldBe(sent);
        await writing.InTime("the writer");
    }

    [Fact]
    public async Task Write_waits_for_room()
    {
        var writing = _client.WriteAsync(new byte[101]).AsTask();
        writing.IsCompleted.ShouldBeFalse();
        (await _server.ReadAsync(new byte[1].AsMemory()).InTime("a byte")).ShouldBe(1);
        await writing.InTime("the writer");
    }

    [Fact]
    public async Task Read_with_an_empty_buffer_waits_for_something_to_read()
    {
        var waiting = _server.ReadAsync(Memory<byte>.Empty).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await _client.WriteAsync(new byte[1]);
        (await waiting.InTime("something to read")).ShouldBe(0);
        (await _server.ReadAsync(new byte[10].AsMemory()).InTime("the byte")).ShouldBe(1);
    }

    [Fact]
    public async Task Finished_direction_is_read_to_its_end_while_the_other_goes_on()
    {
        await _client.WriteAsync(new byte[3]);
        _client.CompleteWrites();
        (await _server.ReadAsync(new byte[10].AsMemory()).InTime("the bytes")).ShouldBe(3);
        (await _server.ReadAsync(new byte[10].AsMemory()).InTime("the end")).ShouldBe(0);
        await _server.WriteAsync(new byte[5]);
        (await _client.ReadAsync(new byte[10].AsMemory()).InTime("the other direction")).ShouldBe(5);
        await Should.ThrowAsync<InvalidOperationException>(() => _client.WriteAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task Disposed_end_is_the_end_for_the_peer_who_can_no_longer_write()
    {
        await _client.WriteAsync(new byte[3]);
        _client.Dispose();
        (await _server.ReadAsync(new byte[10].AsMemory()).InTime("what was written")).ShouldBe(3);
        (await _server.ReadAsync(new byte[10].AsMemory()).InTime("the end")).ShouldBe(0);
        await Should.ThrowAsync<IOException>(() => _server.WriteAsync(new byte[1]).AsTask());
        await Should.ThrowAsync<ObjectDisposedException>(() => _client.ReadAsync(new byte[1].AsMemory()).AsTask());
    }

    [Fact]
    public async Task Reset_breaks_pending_reads_and_writes_of_both_ends()
    {
        var reading = _client.ReadAsync(new byte[1].AsMemory()).AsTask();
        var writing = _client.WriteAsync(new byte[200]).AsTask();
        _server.Reset();
        await Should.ThrowAsync<IOException>(() => reading.InTime("the read"));
        await Should.ThrowAsync<IOException>(() => writing.InTime("the write"));
        await Should.ThrowAsync<IOException>(() => _server.ReadAsync(new byte[1].AsMemory()).AsTask());
    }

    [Fact]
    public async Task Cancelled_read_loses_nothing()
    {
        using var source = new CancellationTokenSource();
        var reading = _server.ReadAsync(new byte[1].AsMemory(), source.Token).AsTask();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading.InTime("the cancellation"));
        await _client.WriteAsync(new byte[1]);
        (await _server.ReadAsync(new byte[1].AsMemory()).InTime("the byte")).ShouldBe(1);
    }

    private async Task WriteInPiecesAsync(byte[] bytes)
    {
        var random = new Random(4);
        for (var written = 0; written < bytes.Length;)
        {
            var piece = Math.Min(random.Next(1, 300), bytes.Length - written);
            await _client.WriteAsync(bytes.AsMemory(written, piece));
            written += piece;
        }
    }
}
