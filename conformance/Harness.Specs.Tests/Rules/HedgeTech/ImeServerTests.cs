using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>What a server of the IME may do wrong around the stream: tokens, admission, rejection, silence.</summary>
public sealed class ImeServerTests
{
    private const string NoToken = "FAIL ht-ime.auth.008";

    public static TheoryData<Story> Admissions() => Stories.Table(
        ("a good request accepted", () => Ime.New().Login().Again().Tells(), []),
        ("a good request by name", () => Ime.New().Login().Open($"{Ime.Name}?contract_name=GOLD-APR", Tse.Authorization).Server(Ime.Message(contract: "GOLD-APR", key: "contractName")), []),
        ("a fresh token blamed", () => Ime.New().Login().Again().Closed(Party.Server, 1008, "invalid token"), ["FAIL ht-ime.auth.010"]),
        ("a fresh access token blamed", () => Ime.New().Login().Again().Closed(Party.Server, 1008, "Invalid access token"), ["FAIL ht-ime.auth.010"]),
        ("an account without access", () => Ime.New().Login().Again().Closed(Party.Server, 1008, "unauthorized access"), []),
        ("an account without access, as unauthorized", () => Ime.New().Login().Again().Closed(Party.Server, 1008, "Unauthorized"), []),
        ("the words of the document's table", () => Ime.New().Login().Again().Closed(Party.Server, 1008, "Invalid token, invalid contract, or unauthorized access"), []),
        ("an account without access refused with 401", () => Refused(401), ["INFO ht-ime.connect.015"]),
        ("no such endpoint", () => Refused(404), ["FAIL ht-ime.connect.002"]),
        ("no such other endpoint", () => Ime.New().Ask($"{Ime.Name}?contract_name=x", Tse.Authorization).Refuse(404), ["FAIL ht-ime.connect.001"]),
        ("a server error", () => Refused(500), ["FAIL ht-ime.connect.008"]),
        ("a contract that was served before", () => Ime.New().Login().Again().Tells().Closed(Party.Client, 1000).Again().Closed(Party.Server, 1008, "unknown contract"), ["FAIL ht-ime.connect.008"]),
        ("no token for an account without access", () => Ime.New().Ask4Token().Response(403, """{"detail":"no access to IME data"}"""), ["INFO ht-ime.errors.007"]),
        ("no token for an account that nobody approved", () => Ime.New().Ask4Token().Response(403, """{"detail":"not approved"}"""), []));

    [Theory]
    [MemberData(nameof(Admissions))]
    public void Admission_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Rejections() => Stories.Table(
        ("no token, closed", () => Ime.Open(null).Closed(Party.Server, 1008, "no token"), [NoToken]),
        ("no token, refused", () => Ime.Ask(null).Refuse(403), [NoToken]),
        ("no token, refused with 401", () => Ime.Ask(null).Refuse(401), [NoToken, "INFO ht-ime.connect.015"]),
        ("no token, served", () => Ime.Open(null).Tells().After(20).Observed(), [NoToken, "FAIL ht-ime.auth.001"]),
        ("no token, left open", () => Ime.Open(null).After(6).Observed(), [NoToken, "FAIL ht-ime.connect.011"]),
        ("no token, closed with another code", () => Ime.Open(null).Closed(Party.Server, 4001), [NoToken, "FAIL ht-ime.auth.011"]),
        ("no token, cut", () => Ime.Open(null).Reset(Party.Server), [NoToken, "FAIL ht-ime.auth.011"]),
        ("no token, no reason", () => Ime.Open(null).Closed(Party.Server, 1008), [NoToken, "INFO ht-ime.connect.016"]),
        ("a bad token served", () => Ime.Open("abc").Tells(), [NoToken, "FAIL ht-ime.connect.005"]),
        ("an unsigned token served", () => Ime.Open(Tse.Jwt(algorithm: "none")).Tells(), ["FAIL ht-ime.connect.005"]),
        ("a bad token closed with another code", () => Ime.Open("abc").Closed(Party.Server, 1003, "invalid token"), [NoToken, "FAIL ht-ime.errors.001"]),
        ("Bearer served", () => Ime.Open("Bearer " + Tse.Token).Tells(), ["FAIL ht-ime.auth.009", "INFO ht-ime.auth.023"]),
        ("no contract served", () => Ime.Open(Tse.Token, "flavour=vanilla").Tells(), ["FAIL ht-ime.query.002", "INFO ht-ime.query.008", "INFO ht-ime.query.004"]),
        ("joined contracts served", () => Ime.Open(Tse.Token, "contract_id=1001,1002").Tells(), ["FAIL ht-ime.query.003", "INFO ht-ime.query.007"]),
        ("an unknown contract", () => Ime.Open().Closed(Party.Server, 1008, "unknown contract: 1001"), []),
        ("an unknown contract closed with another code", () => Ime.Open().Closed(Party.Server, 1000, "unknown contract"), ["FAIL ht-ime.errors.002"]),
        ("an unknown contract after a while", () => Ime.Open().After(6).Closed(Party.Server, 1008, "unknown contract"), ["FAIL ht-ime.errors.004"]),
        ("an unknown contract after data", () => Ime.Open().Tells().After(1).Closed(Party.Server, 1008, "unknown contract"), ["FAIL ht-ime.connect.006"]),
        ("no access", () => Ime.Open().Closed(Party.Server, 1008, "no access to IME data"), []),
        ("no access, closed with another code", () => Ime.Open().Closed(Party.Server, 4003, "no access to IME data"), ["FAIL ht-ime.errors.003"]),
        ("no access after data", () => Ime.Open().Tells().After(1).Closed(Party.Server, 1008, "no access to IME data"), ["FAIL ht-ime.connect.007"]),
        ("access that is taken away later", () => Ime.Open().Tells().After(10).Closed(Party.Server, 1008, "no access to IME data any more"), []));

    [Theory]
    [MemberData(nameof(Rejections))]
    public void Rejection_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Streams() => Stories.Table(
        ("ignores the client", () => Ime.Open().Tells().Client("hello").After(3).Closed(Party.Server, 1000), []),
        ("ends after the client spoke", () => Ime.Open().Tells().Client("hello").After(1).Closed(Party.Server, 1003), ["INFO ht-ime.connect.018"]),
        ("ends after a broken frame", () => Ime.Open().Tells().Send(Party.Client, FrameKind.Binary, [0xC1], "ReservedBits §5.2: x").After(1).Closed(Party.Server, 1002), ["FAIL rfc6455.frame.001"]),
        ("brings nothing", () => Ime.Open().After(31).Observed(), ["INCONCLUSIVE ht-ime.connect.010"]),
        ("begins late", () => Ime.Open().After(8).Tells().After(2).Tells().After(31).Observed(), ["INCONCLUSIVE ht-ime.connect.009"]),
        ("leaves out a first message", () => Ime.Open(Tse.Token, "contract_id=1001&contract_id=1002").Tells().After(6).Observed(), ["INFO ht-ime.connect.017"]),
        ("leaves out a contract", () => Ime.Open(Tse.Token, "contract_id=1001&contract_id=1002").Times(12, (story, i) => story.At(i * 3).Tells()).At(34).Observed(), ["INFO ht-ime.connect.017", "INCONCLUSIVE ht-ime.connect.012"]),
        ("goes on without its token", () => Ime.Open(Tse.Jwt(60)).Tells().At(2).Tells().At(71).Tells(), ["INFO ht-ime.auth.026"]));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_is_judged(Story story) => story.Check();

    private static Session Refused(int status) => Ime.New().Login().Ask($"{Ime.Id}?contract_id=1001", Tse.Authorization).Refuse(status);
}
