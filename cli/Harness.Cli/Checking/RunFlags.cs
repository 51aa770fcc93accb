using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Conformance.Runs;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Checking;

/// <summary>The flags of whatever runs cases.</summary>
internal sealed class RunFlags
{
    private static readonly CheckOptions Usual = new() { Protocol = ProtocolCatalog.Embedded.Protocols[0] };

    private readonly Flag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "The document to judge by");
    private readonly Flag<string> _endpoint = new("--endpoint", "NAME", Forms.Text, "Endpoint for cases that name none; the protocol's default if absent");
    private readonly RepeatedFlag<string> _case = new("--case", "GLOB", Forms.Text, "Cases to run, by id; all if absent");
    private readonly RepeatedFlag<string> _skip = new("--skip", "GLOB", Forms.Text, "Cases to leave out, by id");

    public JudgingFlags Judging { get; } = new();

    public IEnumerable<Option> Options =>
    [
        _protocol.Option, _endpoint.Option, _case.Option, _skip.Option, .. Judging.Options,
    ];

    public CheckOptions Read(FlagReader reader)
    {
        var protocol = Protocol(reader) ?? Usual.Protocol;
        return Usual with
        {
            Protocol = protocol,
            Endpoint = Endpoint(reader, protocol),
            Cases = new CaseFilter(reader.Values(_case), reader.Values(_skip)),
            Stances = Judging.Stances(reader),
            Strict = Judging.Strict(reader),
            Duties = Judging.Duties(reader),
            SuiteVersion = Judging.SuiteVersion(reader),
            Accounts = Accounts(reader, protocol),
            Jobs = reader.Value(Judging.Jobs, Usual.Jobs),
            Timeout = reader.Value(Judging.Timeout, Usual.Timeout),
            StartTimeout = reader.Value(Judging.StartTimeout, Usual.StartTimeout),
            Name = Judging.NameOrNull(reader),
        };
    }

    private Protocol? Protocol(FlagReader reader)
    {
        if (!reader.IsGiven(_protocol))
        {
            reader.Add($"--protocol: expected one of {string.Join(", ", ProtocolCatalog.Embedded.Protocols.Select(known => known.Slug))}, got nothing");
            return null;
        }

        if (!ProtocolCatalog.Embedded.TryFind(reader.Value(_protocol, ""), out var protocol, out var error)) reader.Add($"--protocol: {error}");
        return protocol;
    }

    private string? Endpoint(FlagReader reader, Protocol protocol)
    {
        if (!reader.IsGiven(_endpoint)) return null;
        var name = reader.Value(_endpoint, "");
        if (protocol.Endpoint(name) is null) reader.Add($"--endpoint: expected one of {string.Join(", ", protocol.Endpoints.Select(endpoint => endpoint.Name))}, got '{name}'");
        return name;
    }

    private Dictionary<string, Account> Accounts(FlagReader reader, Protocol protocol)
    {
        var accounts = new Dictionary<string, Account>();
        foreach (var text in reader.Values(Judging.Account))
        {
            var parts = text.Split(['=', ':'], 3);
            if (parts.Length < 3 || protocol.Accounts.All(account => account.Role != parts[0]))
            {
                reader.Add($"--account: expected ROLE=USER:PASS with a role of {string.Join(", ", protocol.Accounts.Select(account => account.Role))}, got '{parts[0]}'");
                continue;
            }

            accounts[parts[0]] = new Account
            {
                Role = parts[0],
                Username = parts[1],
                Password = parts[2],
                ApiKey = parts[1],
                ApiSecret = parts[2],
                Traits = [],
                About = "given on the command line",
            };
        }

        return accounts;
    }
}
