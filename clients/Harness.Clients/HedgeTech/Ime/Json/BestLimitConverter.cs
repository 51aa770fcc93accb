using System.Text.Json.Serialization.Metadata;
using Harness.Clients.HedgeTech.Ime.Payloads;
using Harness.Clients.HedgeTech.Json;

namespace Harness.Clients.HedgeTech.Ime.Json;

internal sealed class BestLimitConverter : LevelsConverter<BestLimit, BestLimitLevel>
{
    protected override JsonTypeInfo<BestLimitLevel> LevelType => ImeJson.Default.BestLimitLevel;

    protected override BestLimit Book(IReadOnlyList<BestLimitLevel> levels) => new(levels);

    protected override IReadOnlyList<BestLimitLevel> Levels(BestLimit book) => book.Levels;

    protected override BestLimitLevel Numbered(BestLimitLevel level, int number) => level with { Level = number };

    protected override int Number(BestLimitLevel level) => level.Level;
}
