using System.Text.Json;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Admin;

/// <summary>What kept a message from setting off a rule, as a member of the message.</summary>
internal static class NearMissJson
{
    public static void Write(Utf8JsonWriter json, NearMiss miss)
    {
        json.WriteStartObject("near_miss");
        json.WriteString("scenario", miss.Scenario);
        json.WriteNumber("rule", miss.Rule);
        json.WriteString("file", miss.File);
        json.WriteNumber("line", miss.Line);
        json.WriteString("condition", miss.Condition);
        json.WriteString("path", miss.Difference.Path);
        json.WriteString("expected", miss.Difference.Expected);
        json.WriteString("actual", miss.Difference.Actual);
        json.WriteString("text", miss.Text);
        json.WriteEndObject();
    }
}
