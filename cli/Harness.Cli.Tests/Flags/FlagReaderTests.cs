using System.CommandLine;
using Harness.Cli.Flags;

namespace Harness.Cli.Tests.Flags;

public sealed class FlagReaderTests
{
    private readonly Flag<int> _port = new("--port", "PORT", Forms.Port, "Port to listen on");
    private readonly RepeatedFlag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "Protocol to play");
    private readonly Switch _tls = new("--tls", "Listen with TLS");
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData("", null, 8080)]
    [InlineData("", "", 8080)]
    [InlineData("", "7000", 7000)]
    [InlineData("--port 9000", "7000", 9000)]
    [InlineData("--port=0", null, 0)]
    public void Value_comes_from_the_line_then_the_environment_then_the_default(string line, string? variable, int expected)
    {
        if (variable is not null) _variables["HARNESS_PORT"] = variable;

        Read(line).Value(_port, 8080).ShouldBe(expected);
    }

    [Theory]
    [InlineData("--port 70000", "--port: expected a port from 0 to 65535, 0 for a free one, got '70000'")]
    [InlineData("--port -1", "--port: expected a port from 0 to 65535, 0 for a free one, got '-1'")]
    [InlineData("--port 8o80", "--port: expected a port from 0 to 65535, 0 for a free one, got '8o80'")]
    public void Mistake_names_flag_form_and_what_came(string line, string expected)
    {
        var reader = Read(line);

        reader.Value(_port, 8080).ShouldBe(8080);
        reader.Mistakes.ShouldBe([expected]);
    }

    [Fact]
    public void Mistake_in_a_variable_names_the_variable()
    {
        _variables["HARNESS_PORT"] = "http";
        var reader = Read("");

        reader.Value(_port, 8080);

        reader.Mistakes.ShouldHaveSingleItem().ShouldStartWith("HARNESS_PORT: expected");
    }

    [Theory]
    [InlineData("--protocol a --protocol b", null, "a,b")]
    [InlineData("", "c, d", "c,d")]
    [InlineData("--protocol a", "c", "a")]
    [InlineData("", null, "")]
    public void Repeated_values_keep_their_order(string line, string? variable, string expected)
    {
        if (variable is not null) _variables["HARNESS_PROTOCOL"] = variable;

        string.Join(',', Read(line).Values(_protocol)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("--tls", null, true)]
    [InlineData("", "true", true)]
    [InlineData("", "1", true)]
    [InlineData("", "FALSE", false)]
    [InlineData("", null, false)]
    public void Switch_is_on_by_flag_or_variable(string line, string? variable, bool expected)
    {
        if (variable is not null) _variables["HARNESS_TLS"] = variable;

        Read(line).IsOn(_tls).ShouldBe(expected);
    }

    [Fact]
    public void Switch_variable_that_says_neither_is_a_mistake()
    {
        _variables["HARNESS_TLS"] = "maybe";
        var reader = Read("");

        reader.IsOn(_tls);

        reader.Mistakes.ShouldBe(["HARNESS_TLS: expected true or false, got 'maybe'"]);
    }

    private FlagReader Read(string line)
    {
        var command = new Command("test") { _port.Option, _protocol.Option, _tls.Option };
        return new FlagReader(command.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), name => _variables.GetValueOrDefault(name));
    }
}
