using Harness.Load.Limits;

namespace Harness.Load.Tests.Limits;

public sealed class LimitTests
{
    [Fact]
    public void Too_few_descriptors_name_the_line_to_run() =>
        Descriptors.Problem(10_000, 1024, 4096, 10_300).ShouldContain("run: ulimit -n 10300");

    [Fact]
    public void Too_few_ports_name_the_line_to_run() =>
        LocalPorts.Check(30_000, "32768\t60999\n").ShouldNotBeNull().ShouldContain("28232 local ports");

    [Theory]
    [InlineData(28_232, "32768\t60999\n")]
    [InlineData(1_000_000, "what is this")]
    public void Enough_ports_or_no_word_about_them_is_no_problem(int connections, string range) => LocalPorts.Check(connections, range).ShouldBeNull();

    [Fact]
    public void Few_connections_are_always_possible() => LoadRun.CheckLimits(10).ShouldBeEmpty();
}
