using FsCheck;
using FsCheck.Fluent;

namespace Harness.Mocks.Tests.Hours;

/// <summary>What both HedgeTech protocols have in common: a token in a header, a subscription in the query, and no ear for messages.</summary>
internal abstract class HedgeTechHour : Hour
{
    /// <summary>Parts a target from the kind of token it is tried with.</summary>
    private const char Token = '#';

    private static readonly string[] Odd = ["", "no json", "null", """{"channels":["aggregate"]}""", "\0"];

    /// <summary>Who streams for long talks little.</summary>
    public override double Rate => 0.02;

    public override Gen<Deed> Deed(int client) => Gen.Frequency(
        (1, Gen.Constant(new Deed(client, DeedKind.Leave))),
        (20, Gen.Constant(new Deed(client, DeedKind.Rest))),
        (2, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.Say, text))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.SayBinary, text))),
        (4, from address in Address
            from token in Gen.Elements("demo", "demo", "demo", "no-ime", "expired", "garbage", "Bearer demo", "none")
            select new Deed(client, DeedKind.Connect, $"{address}{Token}{token}")));

    public override async Task<(string Name, string Value)[]> HeadersAsync(HourPlay play, string target) => (target.Split(Token) is [_, var kind] ? kind : "demo") switch
    {
        "none" => [],
        "garbage" => [("Authorization", "not.a.token")],
        "Bearer demo" => [("Authorization", $"Bearer {await play.Mock.LogInAsync()}")],
        var account => [("Authorization", await play.Mock.LogInAsync(account))],
    };

    /// <summary>Paths and queries, good ones and others.</summary>
    protected abstract Gen<string> Address { get; }
}
