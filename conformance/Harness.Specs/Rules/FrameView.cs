using System.Text.Json;
using System.Text.Unicode;
using Harness.Fixtures.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules;

/// <summary>
/// The frame that is being judged. Its JSON is parsed when the first fold asks and shared by all. One object serves a whole session: keep
/// <see cref="Frame"/> if you must, never the view.
/// </summary>
public sealed class FrameView
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    private JsonDocument? _document;
    private bool _parsed;

    public Frame Frame { get; private set; } = null!;

    /// <summary>The connection it belongs to.</summary>
    public Connection Connection { get; internal set; } = null!;

    public long T => Frame.T;

    public FrameKind Kind => Frame.Kind;

    public Party From => Frame.From;

    /// <summary>A text frame of that party.</summary>
    public bool IsText(Party from) => Frame.Kind == FrameKind.Text && Frame.From == from;

    /// <summary>Why the text is no JSON that anybody could read; null when it is.</summary>
    public string? NotJson { get; private set; }

    /// <summary>The text as JSON. False where it is none: see <see cref="NotJson"/>.</summary>
    public bool TryGetJson(out JsonElement root)
    {
        if (!_parsed) Parse();
        root = _document?.RootElement ?? default;
        return _document is not null;
    }

    /// <summary>The text as a JSON object. False where it is no JSON or another kind of value.</summary>
    public bool TryGetObject(out JsonElement root) => TryGetJson(out root) && root.ValueKind == JsonValueKind.Object;

    internal void Show(Frame frame)
    {
        Clear();
        Frame = frame;
    }

    internal void Clear()
    {
        _document?.Dispose();
        _document = null;
        _parsed = false;
        NotJson = null;
    }

    private void Parse()
    {
        _parsed = true;
        var payload = Frame.Payload;
        if (!Utf8.IsValid(payload.Span))
        {
            NotJson = "text that is not valid UTF-8";
            return;
        }

        try
        {
            var document = JsonDocument.Parse(payload, Options);
            if (BrokenEscapes.Occur(payload.Span, Options.MaxDepth))
            {
                document.Dispose();
                NotJson = "JSON with an escaped surrogate that has no partner";
                return;
            }

            _document = document;
        }
        catch (JsonException error)
        {
            NotJson = $"text that is no JSON (byte {error.BytePositionInLine ?? 0} of line {(error.LineNumber ?? 0) + 1} breaks it)";
        }
    }
}
