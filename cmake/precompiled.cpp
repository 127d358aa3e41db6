// Nothing but a reason for precompiled.h to be compiled.
