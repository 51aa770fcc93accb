using System.Text.Json;

namespace Harness.Mocks.Tests.Protocols.Odin;

internal static class OdinJsonAssertions
{
    public static JsonElement Data(this JsonElement message) => message.GetProperty("data");

    public static string? Text(this JsonElement message, string name) => message.GetProperty(name).GetString();

    public static string?[] Texts(this JsonElement message, string name) => [.. message.GetProperty(name).EnumerateArray().Select(item => item.GetString())];

    public static void ShouldBeError(this JsonElement message, string text)
    {
        message.Text("type").ShouldBe("error");
        message.Text("status").ShouldBe("error");
        message.Text("message").ShouldBe(text);
        message.Text("client_id").ShouldBe("app");
        message.GetProperty("timestamp").GetInt64().ShouldBeGreaterThan(0);
    }
}
