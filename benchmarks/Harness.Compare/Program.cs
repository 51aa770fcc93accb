using System.Globalization;
using Harness.Compare;
using Harness.Compare.Bare;
using Harness.Compare.Contenders;

if (args is ["bare", var rate, var size, var tick])
{
    new BareBroadcaster(double.Parse(rate, CultureInfo.InvariantCulture), int.Parse(size, CultureInfo.InvariantCulture), int.Parse(tick, CultureInfo.InvariantCulture)).Run();
    return 0;
}

if (Harness.Compare.CompareOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(Harness.Compare.CompareOptions.Usage);
    return 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("compare reads its thousands of sockets with epoll: it runs on Linux");
    return 2;
}

if (Pinning.RunPinned(args) is { } code) return code;

AppDomain.CurrentDomain.ProcessExit += (_, _) => Contender.KillAll();
var repository = Repository.Find();
var servers = new List<IServer> { new MockServer(repository), new BareServer() };
if (NodeServer.Find(repository, out var missing) is { } node) servers.Add(node);
else Console.WriteLine($"node ws is left out: {missing}\n");
if (!Pinning.IsPossible) Console.WriteLine("servers and receiver are not pinned to cores of their own\n");
try
{
    new Comparison(servers, options, Console.Out).Run();
    return 0;
}
finally
{
    Contender.KillAll();
}
