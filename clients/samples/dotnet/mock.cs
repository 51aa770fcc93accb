#:project ../../../mocks/Harness.Mocks/Harness.Mocks.csproj
#:property PublishAot=false

// A mock in one file: dotnet run clients/samples/dotnet/mock.cs
// It plays Odin Streamer, ends each client's second subscription with 1008, and tells what it sees. Any line on standard input, or its end, stops it.
using Harness.Mocks.Server;

await using var mock = await MockServer.StartAsync(new() { Protocols = ["odin"], Seed = 7, Log = Console.Error.WriteLine });
mock.OnMessage(new { action = "subscribe" }).Every(2).Send(new { type = "error", message = "{{message.stocks.[0]}} is one too many" }).Close(1008, "one subscription is enough");

Console.WriteLine($"ready {mock.Url("odin")}");
await Console.In.ReadLineAsync();
Console.WriteLine($"{mock.Received(new { action = "subscribe" }).Count} subscriptions");
