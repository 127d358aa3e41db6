#pragma once

// The test program stands between our adapters and the system: it counts how often data is forced to the disk, and can
// make the disk full or broken. The functions of the C library are replaced for this program (disk.cpp).

namespace hoshirube::disk {

int syncs(); // fsync and fdatasync since the start, of this whole program.

// While one of these lives, every write answers "no space left", or every sync "input/output error".
struct Full {
    Full();
    ~Full();
};
struct Broken {
    Broken();
    ~Broken();
};

} // namespace hoshirube::disk
