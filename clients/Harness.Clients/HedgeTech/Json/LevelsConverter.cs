using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Harness.Clients.HedgeTech.Json;

/// <summary>Levels of a book as members named by their number; members of other names are passed over.</summary>
internal abstract class LevelsConverter<TBook, TLevel> : JsonConverter<TBook>
    where TBook : class
    where TLevel : class
{
    protected abstract JsonTypeInfo<TLevel> LevelType { get; }

    public override TBook Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected an object of levels.");
        var levels = new SortedList<int, TLevel>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isLevel = int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            reader.Read();
            if (!isLevel)
                reader.Skip();
            else if (JsonSerializer.Deserialize(ref reader, LevelType) is { } level)
                levels[number] = Numbered(level, number);
            else
                throw new JsonException($"Level {number} is null.");
        }
        return Book([.. levels.Values]);
    }

    public override void Write(Utf8JsonWriter writer, TBook value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var level in Levels(value))
        {
            writer.WritePropertyName(Number(level).ToString(CultureInfo.InvariantCulture));
            JsonSerializer.Serialize(writer, level, LevelType);
        }
        writer.WriteEndObject();
    }

    protected abstract TBook Book(IReadOnlyList<TLevel> levels);

    protected abstract IReadOnlyList<TLevel> Levels(TBook book);

    protected abstract TLevel Numbered(TLevel level, int number);

    protected abstract int Number(TLevel level);
}
