using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>
/// How a handshake is turned down. The documents say both that a connection is accepted only after verification and that it is closed with 1008:
/// stance <c>ht.rejection</c> chooses.
/// </summary>
internal static class Rejection
{
    public const int PolicyViolation = 1008;

    public static Admission Of(World world, string cause) => world.Stances["ht.rejection"] == "http-403"
        ? new Admission.Refuse(403, cause) { Body = JsonBody.Detail(cause) }
        : new Admission.CloseAtOnce(PolicyViolation, cause);
}
