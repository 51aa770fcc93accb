using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Har;

namespace Harness.Conformance.Runs;

/// <summary>Finds and reads the recordings that a command line names: files, and every <c>.jsonl</c> and <c>.har</c> below a folder.</summary>
public static class Recordings
{
    /// <param name="paths">As the command line has them.</param>
    /// <param name="problems">Everything that could not be read, with file and line. Not empty means that nothing should be judged.</param>
    /// <param name="remarks">What is worth saying about files that could be read, such as a last line that is cut off.</param>
    /// <param name="protocol">
    /// Slug of what names no protocol that we know: a transcript in its first line, an archive by its addresses. A transcript of another protocol is a
    /// problem, as no rule would find anything in it; the sessions of an archive keep theirs, which is remarked on.
    /// </param>
    public static IReadOnlyList<(string Name, Transcript Transcript)> Read(IEnumerable<string> paths, out IReadOnlyList<string> problems, out IReadOnlyList<string> remarks, string? protocol = null)
    {
        var bad = new List<string>();
        var said = new List<string>();
        var read = new List<(string, Transcript)>();
        foreach (var path in paths)
        {
            foreach (var file in Files(path, bad))
            {
                if (IsArchive(file)) ReadArchive(file, protocol, read, bad, said);
                else Read(file, protocol, read, bad, said);
            }
        }

        problems = bad;
        remarks = said;
        return read;
    }

    private static void Read(string file, string? protocol, List<(string Name, Transcript Transcript)> read, List<string> bad, List<string> said)
    {
        try
        {
            var reading = TranscriptReader.ReadFile(file);
            (reading.Transcript is null ? bad : said).AddRange(reading.Problems.Select(problem => problem.ToString()));
            if (reading.Transcript is not { } transcript) return;
            if (IsOther(transcript, protocol)) bad.Add($"{file}:1: {Of(transcript)}, and was to be judged as one of {protocol}: leave --protocol out, or mend the first line if it is wrong");
            else read.Add((Path.GetFileNameWithoutExtension(file), As(transcript, protocol)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            bad.Add($"{file}: {problem.Message}");
        }
    }

    private static void ReadArchive(string file, string? protocol, List<(string Name, Transcript Transcript)> read, List<string> bad, List<string> said)
    {
        try
        {
            var reading = HarReader.ReadFile(file, protocol);
            bad.AddRange(reading.Problems.Select(problem => problem.ToString()));
            said.AddRange(reading.Remarks);
            var name = Path.GetFileNameWithoutExtension(file);
            var named = reading.Transcripts.Select(transcript => (Name: reading.Transcripts.Count == 1 ? name : $"{name}-{transcript.Header.Session}", Transcript: transcript)).ToList();
            read.AddRange(named);
            said.AddRange(named.Where(one => IsOther(one.Transcript, protocol)).Select(one => $"{one.Name}: {Of(one.Transcript)}, by its address, and is judged as that, not as one of {protocol}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            bad.Add($"{file}: {problem.Message}");
        }
    }

    /// <summary>Whether a recording says that it is of another protocol than it is taken for.</summary>
    private static bool IsOther(Transcript transcript, string? protocol) =>
        protocol is not null && transcript.Header.Protocol != protocol && ProtocolCatalog.Embedded.Find(transcript.Header.Protocol) is not null;

    private static Transcript As(Transcript transcript, string? protocol) =>
        protocol is null ? transcript : transcript with { Header = transcript.Header with { Protocol = protocol } };

    private static string Of(Transcript transcript) => $"this is a recording of {transcript.Header.Protocol}";

    private static bool IsArchive(string file) => file.EndsWith(".har", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Files(string path, List<string> bad)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path))
        {
            bad.Add($"{path}: no such file or folder; expected a transcript (.jsonl), an archive (.har) or a folder of them");
            return [];
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => IsArchive(file) || file.EndsWith(".jsonl", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0) bad.Add($"{path}: no .jsonl or .har file in this folder");
        return files;
    }
}
