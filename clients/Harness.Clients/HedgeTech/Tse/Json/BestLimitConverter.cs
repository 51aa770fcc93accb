using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.HedgeTech.Tse.Json;

/// <summary>Levels are members named by their number; members of other names are passed over.</summary>
internal sealed class BestLimitConverter : JsonConverter<BestLimit>
{
    public override BestLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected an object of levels.");
        var levels = new SortedList<int, BestLimitLevel>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isLevel = int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            reader.Read();
            if (!isLevel)
                reader.Skip();
            else if (JsonSerializer.Deserialize(ref reader, TseJson.Default.BestLimitLevel) is { } level)
                levels[number] = level with { Level = number };
            else
                throw new JsonException($"Level {number} is null.");
        }
        return new BestLimit([.. levels.Values]);
    }

    public override void Write(Utf8JsonWriter writer, BestLimit value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var level in value.Levels)
        {
            writer.WritePropertyName(level.Level.ToString(CultureInfo.InvariantCulture));
            JsonSerializer.Serialize(writer, level, TseJson.Default.BestLimitLevel);
        }
        writer.WriteEndObject();
    }
}
