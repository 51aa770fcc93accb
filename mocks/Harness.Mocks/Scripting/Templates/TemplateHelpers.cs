using System.Globalization;
using System.Text.Json;
using HandlebarsDotNet;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Templates;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>
/// The helpers of <see cref="TemplateWords"/>: <c>now [format [shift]]</c> (UTC, shifted by a duration such as <c>3h30m</c> or <c>-1h</c>), <c>unix</c>, <c>unix-ms</c>;
/// <c>random-int min max</c>, <c>random-number min max [digits]</c>, <c>random-of a b …</c>, <c>uuid</c>,
/// <c>fake "name.firstName"</c>; <c>add</c>, <c>subtract</c>, <c>multiply</c>; <c>json value</c>; <c>repeat text times</c>.
/// </summary>
internal static class TemplateHelpers
{
    /// <summary>Characters that <c>repeat</c> makes at most.</summary>
    private const int LongestRepeat = 16 * 1024 * 1024;

    /// <summary>Helpers that need no arguments: a template that is nothing but one of these is no path into the model.</summary>
    public static IReadOnlySet<string> Bare { get; } = TemplateWords.Helpers.Where(helper => helper.Fewest == 0).Select(helper => helper.Name).ToHashSet();

    public static void Register(IHandlebars handlebars, TimeProvider clock, Func<ScenarioChance> chance)
    {
        Add("now", arguments => Now(clock, arguments));
        Add("unix", _ => clock.GetUtcNow().ToUnixTimeSeconds());
        Add("unix-ms", _ => clock.GetUtcNow().ToUnixTimeMilliseconds());
        Add("random-int", arguments => Integer(chance(), (long)Number(arguments, 0), (long)Number(arguments, 1)));
        Add("random-number", arguments => Fraction(chance(), arguments));
        Add("random-of", arguments => Choose(chance(), arguments));
        Add("uuid", _ => Uuid(chance()));
        Add("fake", arguments => Fake(chance(), Text(arguments, 0)));
        Add("add", arguments => Number(arguments, 0) + Number(arguments, 1));
        Add("subtract", arguments => Number(arguments, 0) - Number(arguments, 1));
        Add("multiply", arguments => Number(arguments, 0) * Number(arguments, 1));
        Add("repeat", arguments => Repeat(Text(arguments, 0), Number(arguments, 1)));
        Add("json", arguments => TemplateJson.Write(arguments.Length > 0 ? arguments[0] : null));

        void Add(string name, Func<object?[], object?> helper) =>
            handlebars.RegisterHelper(name, (writer, _, arguments) => writer.WriteSafeString(TemplateJson.Show(helper([.. arguments]))));
    }

    private static string Now(TimeProvider clock, object?[] arguments)
    {
        var format = arguments.Length > 0 ? Text(arguments, 0) : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        return (clock.GetUtcNow().UtcDateTime + Shift(arguments)).ToString(format, CultureInfo.InvariantCulture);
    }

    private static TimeSpan Shift(object?[] arguments)
    {
        if (arguments.Length < 2) return TimeSpan.Zero;
        var text = Text(arguments, 1);
        if (Duration.TryParse(text.TrimStart('-'), out var shift)) return text.StartsWith('-') ? -shift : shift;
        throw new FormatException($"now expects {Duration.Expected} to shift by, but was given '{text}'");
    }

    private static object? Choose(ScenarioChance chance, object?[] choices) => choices.Length > 0
        ? choices[(int)chance.Stream.Below(choices.Length)]
        : throw new FormatException("random-of expects something to choose from");

    private static string Repeat(string text, decimal times) => times >= 0 && times * text.Length <= LongestRepeat
        ? string.Concat(Enumerable.Repeat(text, (int)times))
        : throw new FormatException($"repeat makes at most {LongestRepeat} characters");

    private static long Integer(ScenarioChance chance, long least, long most) => least <= most
        ? least + chance.Stream.Below(most - least + 1)
        : throw new FormatException($"random-int expects the lower number first, but was given {least} {most}");

    private static decimal Fraction(ScenarioChance chance, object?[] arguments)
    {
        var (least, most) = (Number(arguments, 0), Number(arguments, 1));
        var digits = arguments.Length > 2 ? (int)Number(arguments, 2) : 2;
        return decimal.Round(least + ((most - least) * (decimal)chance.Stream.Fraction()), Math.Clamp(digits, 0, 12));
    }

    private static string Uuid(ScenarioChance chance)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, chance.Stream.Next());
        BitConverter.TryWriteBytes(bytes[8..], chance.Stream.Next());
        // Version 4, variant 1 (RFC 9562 §5.4).
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static string Fake(ScenarioChance chance, string what) => what.StartsWith("date.", StringComparison.OrdinalIgnoreCase)
        ? throw new FormatException("fake makes no dates, because they would come from the machine's clock; use now")
        : chance.Faker.Parse($"{{{{{what}}}}}");

    private static decimal Number(object?[] arguments, int index) => index < arguments.Length ? arguments[index] switch
    {
        decimal number => number,
        int number => number,
        long number => number,
        double number => (decimal)number,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        null or UndefinedBindingResult => 0,
        var other => throw new FormatException($"expected a number, but was {JsonSerializer.Serialize(other.ToString(), ScriptJson.Default.String)}"),
    } : throw new FormatException("expected one number more");

    private static string Text(object?[] arguments, int index) =>
        index < arguments.Length ? TemplateJson.Show(arguments[index]) : throw new FormatException("expected a text");
}
