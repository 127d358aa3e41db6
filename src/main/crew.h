#pragma once

#include <memory>

#include "app/network/workbench.h"

namespace hoshirube {

// The processes of this run. Two programs: hoshirube is alone (crew_of_one.cpp), hoshirube-mpi shares a run over MPI (crew_mpi.cpp).
class RunningCrew : public Crew {
public:
    // Ends this process's part with its exit status; where one part failed, all end.
    virtual int end(int status) = 0;
};

std::unique_ptr<RunningCrew> join_crew(int& count, char**& words); // Must be called first in main.

} // namespace hoshirube
