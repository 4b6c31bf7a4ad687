// A person opens an application that was just started, signs in and accepts; the arguments are its address, its redirect URI, and what its page has to show then.
var address = new Uri(args[0]);
using var person = new Person();
Uri redirect = await person.AcceptAsync(address, args[1]);
HttpResponseMessage end = await person.GetAsync(redirect);
string page = await (await person.GetAsync(new Uri(redirect, end.Headers.Location!))).Content.ReadAsStringAsync();
Console.WriteLine(page);
return page.Contains(args[2], StringComparison.Ordinal) ? 0 : 1;
