using System.Globalization;

namespace Harness.Load.Limits;

/// <summary>How many connections to one address and port this machine can hold: each takes a local port of its own.</summary>
internal static class LocalPorts
{
    private const string Range = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <returns>What to do where there are too few; null where there are enough, or where the system does not tell.</returns>
    public static string? Check(int connections)
    {
        try
        {
            return File.Exists(Range) ? Check(connections, File.ReadAllText(Range)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string? Check(int connections, string range)
    {
        var ends = range.Split(['\t', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (ends.Length < 2 || !int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[1], CultureInfo.InvariantCulture, out var last)) return null;
        var ports = last - first + 1;
        return connections <= ports ? null : FormattableString.Invariant(
            $"--connections {connections}: this machine has {ports} local ports towards one address ({first} to {last}); run: sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\", or load from several machines");
    }
}
