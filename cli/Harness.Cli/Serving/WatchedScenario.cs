using System.Security.Cryptography;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>One scenario file and what a server plays of it.</summary>
internal sealed class WatchedScenario
{
    private readonly string _path;
    private readonly MockScenarios _scenarios;
    private readonly Action<string> _log;
    private string? _playing;
    private byte[]? _seen;

    /// <param name="path">As it was named.</param>
    /// <param name="scenario">What was read from it at the start.</param>
    /// <param name="scenarios">The server's.</param>
    /// <param name="log">Takes what happens, one line each.</param>
    public WatchedScenario(string path, Scenario scenario, MockScenarios scenarios, Action<string> log)
    {
        _path = path;
        _scenarios = scenarios;
        _log = log;
        _playing = scenario.Name;
        _seen = Content();
    }

    public string Folder => Path.GetDirectoryName(Path.GetFullPath(_path))!;

    /// <summary>Brings the server up to what the file holds now.</summary>
    public void Look()
    {
        var content = Content();
        // What is there and cannot be opened is being written.
        if (Same(content, _seen) || (content is null && File.Exists(_path))) return;
        _seen = content;
        if (content is null) Leave();
        else Read();
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    private byte[]? Content()
    {
        try
        {
            using var file = File.OpenRead(_path);
            return SHA256.HashData(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Leave()
    {
        if (_playing is null) return;
        _scenarios.Remove(_playing, forGood: true);
        _log($"{_path} is gone, and with it '{_playing}'; it comes back with the file");
        _playing = null;
    }

    private void Read()
    {
        try
        {
            var scenario = _scenarios.Read(_path);
            if (scenario.Name != _playing && _scenarios.All.Any(other => other.Name == scenario.Name))
                throw new LocatedException(new LocatedError(_path, 1, 1, $"the name '{scenario.Name}' is taken by another scenario that is loaded: give this one a name of its own"));
            _scenarios.Add(scenario, lasting: true);
            if (_playing is not null && _playing != scenario.Name) _scenarios.Remove(_playing, forGood: true);
            _playing = scenario.Name;
            _log($"{_path} was read again: '{scenario.Name}' is played as it stands there now");
        }
        catch (LocatedException wrong)
        {
            foreach (var error in wrong.Errors) _log(error.ToString());
            _log($"{_path} cannot be used as it stands: {(_playing is null ? "nothing is played of it" : $"'{_playing}' is played as it was read last")}");
        }
    }
}
